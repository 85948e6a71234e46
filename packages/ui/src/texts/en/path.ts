import type { PathTexts } from '../call-texts.ts';

export const path: PathTexts = {
  turn_refused:
    'The relay that should connect you does not accept this call. Please tell the people who run this site. We keep trying.',
  turn_unreachable:
    'The relay that should connect you does not answer. Another network may help, such as mobile data. We keep trying.',
  no_path:
    'Your network and the other one do not let each other through. Another network may help, such as mobile data. We keep trying.',
  timeout: 'The other side does not answer yet. We keep trying.',
};
