import { auth } from '../auth/index.js';
import { faceOf } from './face.js';

export default faceOf([auth], false);
