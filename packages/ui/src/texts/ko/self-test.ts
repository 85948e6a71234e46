import type { SelfTestTexts } from '../self-test-texts.ts';

export const selfTest: SelfTestTexts = {
  devices: '권한과 장치',
  deviceStates: {
    cameraWorks: '카메라와 마이크가 켜져 있습니다.',
    microphoneWorks: '마이크가 켜져 있습니다. 영상은 없습니다.',
    voiceOnly: '음성만: 마이크가 켜져 있습니다.',
    asking: '브라우저에서 카메라와 마이크 사용을 허용해 주세요…',
    closed: '테스트 통화를 시작하면 카메라와 마이크가 켜집니다.',
  },
  voice: '마이크',
  voiceHint: '말해 보세요. 막대가 움직여야 합니다. 그다음 한 문장을 녹음해 들어 보세요.',
  voiceLevel: '내 목소리 크기',
  record: '3초 녹음',
  recording: '녹음 중… 말해 보세요.',
  playing: '지금 들리는 소리가 내 목소리입니다…',
  played: '상대방에게는 이렇게 들립니다.',
  recordFailed: '이 브라우저에서 녹음하지 못했습니다. 위의 막대로 마이크를 확인할 수 있습니다.',
  speaker: '스피커',
  playSound: '소리 재생',
  soundPlays: '두 음이 재생되고 있습니다…',
  didYouHear: '소리가 들렸나요?',
  yes: '예',
  no: '아니요',
  heard: '소리가 잘 들립니다.',
  unheard: '소리가 들리지 않았습니다.',
  call: '나와의 테스트 통화',
  callHint: '내 영상이 실제 연결을 거쳐 나갔다가 돌아옵니다. 다른 사람에게는 보이지 않습니다.',
  start: '테스트 통화 시작',
  end: '테스트 통화 종료',
  starting: '테스트 통화를 준비하는 중…',
  trying: {
    direct: '연결을 측정하는 중… 몇 초만 기다려 주세요.',
    relayed: '중계 서버를 통해 한 번 더 측정하는 중… 몇 초만 기다려 주세요.',
  },
  sent: '보낸 영상',
  received: '받은 영상',
  measures: {
    codec: '코덱',
    size: '크기',
    frames: '초당 화면 수',
    rate: '비트레이트',
    roundTrip: '왕복 시간',
    loss: '손실률',
    path: '경로',
  },
  perSecond: (frames) => `초당 ${frames}장`,
  direct: '직접 연결',
  relayed: '중계 서버 경유',
  share: '기다리는 동안 상담사가 이 결과를 볼 수 있게 하기',
  result: '결과',
  levels: { good: '좋음', usable: '사용 가능', poor: '나쁨', blocked: '통화 불가' },
  meaning: {
    good: '영상 통화를 할 준비가 되었습니다.',
    usable: '통화할 수 있지만 완전하지는 않습니다.',
    poor: '통화가 어려울 수 있습니다.',
    blocked: '이 상태로는 통화할 수 없습니다.',
  },
  reasons: {
    insecure: {
      why: '이 페이지가 보안 연결(https)로 열리지 않았습니다.',
      next: 'https 주소로 페이지를 열어 주세요.',
    },
    unsupported: {
      why: '이 브라우저에서는 통화할 수 없습니다.',
      next: 'Chrome, Edge, Firefox 또는 Safari에서 열어 주세요.',
    },
    microphone_denied: {
      why: '마이크가 차단되어 있습니다. 이 페이지에 권한이 없습니다.',
      next: '주소창 옆 사이트 설정에서 허용한 뒤 다시 시작해 주세요.',
    },
    microphone_missing: {
      why: '마이크를 찾을 수 없습니다.',
      next: '마이크나 헤드셋을 연결한 뒤 다시 시작해 주세요.',
    },
    microphone_in_use: {
      why: '마이크를 시작할 수 없습니다. 다른 프로그램이 사용 중일 수 있습니다.',
      next: '소리를 녹음하는 다른 프로그램을 닫고 다시 시작해 주세요.',
    },
    server_unreachable: {
      why: '서버에 연결할 수 없습니다.',
      next: '인터넷 연결을 확인하고 다시 시작해 주세요.',
    },
    call_failed: {
      why: '연결되지 않았습니다.',
      next: '방화벽이나 VPN 때문일 수 있습니다. 다른 네트워크나 휴대전화를 사용해 보세요.',
    },
    relay_refused: {
      why: '중계 서버가 이 서버의 인증 정보를 거부합니다. TURN 비밀값이나 시계가 잘못되었습니다.',
      next: '웹사이트 운영자에게 알려 주세요. 여기서는 고칠 수 없습니다.',
    },
    relay_unreachable: {
      why: '중계 서버에 연결할 수 없어 방화벽 뒤에서는 통화가 실패할 수 있습니다.',
      next: '휴대전화 등 다른 네트워크를 사용해 보세요.',
    },
    microphone_silent: {
      why: '마이크에서 아무 소리도 들리지 않습니다.',
      next: '말해 보세요. 막대가 움직이지 않으면 음소거를 풀거나 다른 마이크를 선택해 주세요.',
    },
    speaker_silent: {
      why: '재생한 소리가 들리지 않았습니다.',
      next: '음량을 높이거나 시스템에서 다른 스피커나 헤드셋을 선택해 주세요.',
    },
    no_picture: {
      why: '영상이 돌아오지 않았습니다.',
      next: '브라우저를 다시 시작해 보세요. 음성 통화는 가능할 수 있습니다.',
    },
    very_slow_path: {
      why: '연결의 반응이 매우 느려 서로 말이 겹칠 수 있습니다.',
      next: '와이파이에 더 가까이 가거나, 유선을 사용하거나, VPN을 꺼 주세요.',
    },
    very_lossy_path: {
      why: '전송 중 손실이 많아 소리와 영상이 끊길 수 있습니다.',
      next: '와이파이에 더 가까이 가거나, 유선을 사용하거나, 다운로드를 멈춰 주세요.',
    },
    camera_denied: {
      why: '카메라가 차단되어 있습니다. 음성으로만 통화할 수 있습니다.',
      next: '영상을 보내려면 주소창 옆 사이트 설정에서 카메라를 허용해 주세요.',
    },
    camera_missing: {
      why: '카메라를 찾을 수 없습니다. 음성으로만 통화할 수 있습니다.',
      next: '영상을 보내려면 카메라를 연결하고 다시 시작해 주세요.',
    },
    camera_in_use: {
      why: '카메라를 시작할 수 없습니다. 음성으로만 통화할 수 있습니다.',
      next: '영상을 보내려면 다른 영상 프로그램을 닫고 다시 시작해 주세요.',
    },
    slow_path: {
      why: '연결의 반응이 느립니다.',
      next: '상대방의 말이 끝날 때까지 잠시 기다려 주세요. 유선 연결이 도움이 될 수 있습니다.',
    },
    lossy_path: {
      why: '전송 중 일부가 손실됩니다.',
      next: '와이파이에 더 가까이 가거나 다운로드를 멈춰 주세요.',
    },
    few_frames: {
      why: '영상이 느리게 움직입니다. 기기가 바쁘거나 어둡기 때문일 수 있습니다.',
      next: '다른 프로그램을 닫고 조명을 켜 주세요.',
    },
  },
};
