import { hub } from '../hub/index.js';
import { faceOf } from './face.js';

export default faceOf([hub], false);
