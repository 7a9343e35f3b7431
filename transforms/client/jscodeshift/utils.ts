import { utils } from '../utils/index.js';
import { faceOf } from './face.js';

export default faceOf([utils], false);
