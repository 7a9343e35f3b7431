import { CLIENT_TRANSFORMS } from '../transforms.js';
import { faceOf } from './face.js';

/** All transforms at once, as `amplify-migrate client` runs them. */
export default faceOf(CLIENT_TRANSFORMS, true);
