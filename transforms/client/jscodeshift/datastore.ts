import { datastore } from '../datastore/index.js';
import { faceOf } from './face.js';

export default faceOf([datastore], false);
