export { ConnectionButton } from './ConnectionButton.tsx';
export { QualityNotice } from './QualityNotice.tsx';
