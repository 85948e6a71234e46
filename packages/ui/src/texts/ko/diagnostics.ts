import type { DiagnosticsTexts } from '../diagnostics-texts.ts';

export const diagnostics: DiagnosticsTexts = {
  copy: '진단 정보 복사',
  hint: '문제 해결을 도와줄 분에게 보낼 통화 상태와 수치입니다. 이름이나 주소는 들어 있지 않습니다.',
  copied: '복사했습니다. 메시지에 붙여 넣으세요.',
  notCopied: '브라우저에서 복사가 허용되지 않습니다. 아래 내용을 선택해 직접 복사해 주세요.',
  text: '진단 정보',
};
