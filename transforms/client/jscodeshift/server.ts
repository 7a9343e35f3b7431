import { server } from '../server/index.js';
import { faceOf } from './face.js';

export default faceOf([server], false);
