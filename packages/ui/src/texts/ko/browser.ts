import type { BrowserTexts } from '../call-texts.ts';

export const browser: BrowserTexts = {
  whereToAllow: {
    chromium: '주소 왼쪽의 아이콘을 눌러 차단된 항목을 켠 뒤 다시 시도해 주세요.',
    chromium_android:
      '주소 왼쪽의 아이콘을 누르고 ‘권한’에서 차단된 항목을 허용한 뒤 다시 시도해 주세요.',
    firefox:
      '주소 옆의 줄이 그어진 아이콘을 눌러 차단을 해제한 뒤, 다시 시도하고 ‘허용’을 선택해 주세요.',
    safari:
      'Safari 메뉴의 ‘이 웹사이트에 대한 설정’에서 차단된 항목을 ‘허용’으로 바꾼 뒤 다시 시도해 주세요.',
    ios_safari:
      '주소 왼쪽의 아이콘을 누르고 ‘웹사이트 설정’에서 차단된 항목을 ‘허용’으로 바꾼 뒤 다시 시도해 주세요.',
    ios_other:
      '휴대전화의 ‘설정’에서 이 브라우저를 선택하고 차단된 항목을 켠 뒤 다시 시도해 주세요.',
    other: '브라우저의 사이트 설정에서 허용한 뒤 다시 시도해 주세요.',
  },
  apps: {
    facebook: '페이스북',
    instagram: '인스타그램',
    kakaotalk: '카카오톡',
    line: '라인',
    naver: '네이버',
    wechat: '위챗',
    other: '이 앱',
  },
  insideApp: (app) => `${app} 안의 브라우저로 열린 페이지라서 통화할 수 없습니다.`,
  elsewhere: '링크를 복사해서 Chrome, Edge, Firefox 또는 Safari에서 열어 주세요.',
  placeComesAlong: '대기 순서는 그대로 이어집니다.',
  link: '링크',
  copyLink: '링크 복사',
  copied: '복사했습니다. 이제 브라우저를 열고 주소창에 붙여 넣어 주세요.',
  notCopied: '링크를 선택해서 직접 복사해 주세요.',
};
