import type { PathTexts } from '../call-texts.ts';

export const path: PathTexts = {
  turn_refused:
    '통화를 중계하는 서버가 연결을 거부했습니다. 사이트 운영자에게 알려 주세요. 계속 연결을 시도합니다.',
  turn_unreachable:
    '통화를 중계하는 서버가 응답하지 않습니다. 모바일 데이터 등 다른 네트워크에서는 될 수 있습니다. 계속 연결을 시도합니다.',
  no_path:
    '두 네트워크 사이에 통화가 지나갈 길이 없습니다. 모바일 데이터 등 다른 네트워크에서는 될 수 있습니다. 계속 연결을 시도합니다.',
  timeout: '상대방이 아직 응답하지 않습니다. 계속 연결을 시도합니다.',
};
