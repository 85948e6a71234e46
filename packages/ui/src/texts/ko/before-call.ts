import type { BeforeCallTexts } from '../call-texts.ts';
import { diagnostics } from './diagnostics.ts';
import { effects } from './effects.ts';
import { trouble } from './trouble.ts';

const insecure = {
  what: '카메라와 마이크를 사용할 수 없습니다.',
  why: '이 페이지가 보안 연결(https)로 열리지 않았습니다.',
  next: 'https 주소로 페이지를 다시 열어 주세요.',
};
const unsupported = {
  what: '이 브라우저에서는 통화할 수 없습니다.',
  why: '카메라나 마이크를 사용할 수 없는 브라우저입니다. 다른 앱 안의 브라우저에서는 자주 그렇습니다.',
  next: 'Chrome, Edge, Firefox 또는 Safari에서 이 페이지를 열어 주세요.',
};

export const beforeCall: BeforeCallTexts = {
  yourVideo: '내 영상',
  previewVideo: '내 카메라 미리보기',
  hangUp: '통화 종료',
  duration: '통화 시간',
  connecting: '연결 중…',
  reconnecting: '다시 연결하는 중…',
  microphoneIsOff: '마이크가 꺼져 있습니다',
  startSound: '소리 켜기',
  camera: '카메라',
  microphone: '마이크',
  speaker: '스피커',
  microphoneLevel: '마이크 음량',
  cameraNumber: (number) => `카메라 ${number}`,
  microphoneNumber: (number) => `마이크 ${number}`,
  speakerNumber: (number) => `스피커 ${number}`,
  noDevice: '찾을 수 없음',
  openingMedia: '카메라와 마이크를 기다리는 중…',
  cameraOffInVoiceOnly: '음성 통화입니다. 카메라는 켜지지 않습니다.',
  tryAgain: '다시 시도',
  continueVoiceOnly: '음성으로만 계속하기',
  diagnostics,
  effects,
  selfTest: {
    title: '카메라, 마이크, 연결 점검',
    loading: '점검 화면을 불러오는 중…',
    unavailable: '점검 화면을 불러오지 못했습니다. 연결을 확인하고 다시 시도해 주세요.',
  },
  loadBrowser: () => import('./browser.ts'),
  trouble: {
    ...trouble,
    insecure: { camera: insecure, microphone: insecure, both: insecure },
    unsupported: { camera: unsupported, microphone: unsupported, both: unsupported },
    denied: {
      camera: {
        what: '카메라가 차단되어 있습니다.',
        why: '이 페이지에 카메라 사용 권한이 없습니다.',
        next: '주소창 옆의 사이트 설정에서 카메라를 허용한 뒤 다시 시도해 주세요. 음성으로만 계속하실 수도 있습니다.',
      },
      microphone: {
        what: '마이크가 차단되어 있습니다.',
        why: '이 페이지에 마이크 사용 권한이 없습니다.',
        next: '주소창 옆의 사이트 설정에서 마이크를 허용한 뒤 다시 시도해 주세요.',
      },
      both: {
        what: '카메라와 마이크가 차단되어 있습니다.',
        why: '이 페이지에 카메라와 마이크 사용 권한이 없습니다.',
        next: '주소창 옆의 사이트 설정에서 둘 다 허용한 뒤 다시 시도해 주세요.',
      },
    },
    no_device: {
      camera: {
        what: '카메라를 찾을 수 없습니다.',
        why: '연결된 카메라가 없거나 꺼져 있습니다.',
        next: '카메라를 연결하고 다시 시도하거나, 음성으로만 계속해 주세요.',
      },
      microphone: {
        what: '마이크를 찾을 수 없습니다.',
        why: '연결된 마이크가 없거나 꺼져 있습니다.',
        next: '마이크나 헤드셋을 연결하고 다시 시도해 주세요.',
      },
      both: {
        what: '카메라와 마이크를 찾을 수 없습니다.',
        why: '연결된 장치가 없거나 꺼져 있습니다.',
        next: '헤드셋이나 카메라를 연결하고 다시 시도하거나, 휴대전화를 사용해 주세요.',
      },
    },
    in_use: {
      camera: {
        what: '카메라를 시작할 수 없습니다.',
        why: '다른 프로그램이 사용하고 있는 것 같습니다.',
        next: '다른 영상 프로그램을 닫고 다시 시도하거나, 음성으로만 계속해 주세요.',
      },
      microphone: {
        what: '마이크를 시작할 수 없습니다.',
        why: '다른 프로그램이 사용하고 있는 것 같습니다.',
        next: '소리를 녹음하는 다른 프로그램을 닫고 다시 시도해 주세요.',
      },
      both: {
        what: '카메라와 마이크를 시작할 수 없습니다.',
        why: '다른 프로그램이 사용하고 있는 것 같습니다.',
        next: '다른 통화 프로그램을 닫고 다시 시도해 주세요.',
      },
    },
    ended: {
      camera: {
        what: '카메라가 멈췄습니다.',
        why: '연결이 빠졌거나 다른 프로그램이 가져갔습니다.',
        next: '다시 연결하거나 다른 카메라를 선택한 뒤 다시 시도해 주세요.',
      },
      microphone: {
        what: '마이크가 멈췄습니다.',
        why: '연결이 빠졌거나 전화 통화처럼 다른 곳에서 사용하고 있습니다.',
        next: '다시 연결하거나 다른 마이크를 선택한 뒤 다시 시도해 주세요.',
      },
      both: {
        what: '카메라와 마이크가 멈췄습니다.',
        why: '연결이 빠졌거나 전화 통화처럼 다른 곳에서 사용하고 있습니다.',
        next: '다시 연결한 뒤 다시 시도해 주세요.',
      },
    },
  },
};
