import { rest } from '../rest/index.js';
import { faceOf } from './face.js';

export default faceOf([rest], false);
