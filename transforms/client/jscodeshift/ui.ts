import { ui } from '../ui/index.js';
import { faceOf } from './face.js';

export default faceOf([ui], false);
