export type { Measures } from './measures.ts';
export {
  createSelfTest,
  type SelfTest,
  type SelfTestParts,
  type SelfTestState,
} from './self-test.ts';
export type { Reason, Verdict, VerdictLevel } from './verdict.ts';
