import { storage } from '../storage/index.js';
import { faceOf } from './face.js';

export default faceOf([storage], false);
