import { configuration } from '../configuration/index.js';
import { faceOf } from './face.js';

export default faceOf([configuration], false);
