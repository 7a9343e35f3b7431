import { graphql } from '../graphql/index.js';
import { faceOf } from './face.js';

export default faceOf([graphql], false);
