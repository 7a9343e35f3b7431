import { others } from '../others/index.js';
import { faceOf } from './face.js';

export default faceOf([others], false);
