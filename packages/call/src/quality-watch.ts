import type { Call } from './contract.ts';
import { judge, QUALITY_TOPIC, type QualityNews, readQualityNews, UNJUDGED } from './quality.ts';
import type { Quality } from './quality-types.ts';
import { type RawStats, sampleOf } from './statistics.ts';

/** Often enough to notice within seconds, rarely enough to cost a phone nothing. */
const EVERY_MS = 1500;

/**
 * Measures a call through all its generations, and exchanges with the other side how it goes.
 *
 * @returns ends it; safe to repeat
 */
export function watchQuality(call: Call, store: Quality['store']): () => void {
  const { line } = call;
  let over = false;
  let measured: RTCPeerConnection | null = null;
  let before: readonly RawStats[] | null = null;
  let judgement = UNJUDGED;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const tell = () => {
    const news: QualityNews = { level: store.getState().own };
    line.say(QUALITY_TOPIC, news);
  };

  async function measure() {
    const connection = call.store.getState().phase === 'connected' ? call.connection() : null;
    if (connection !== measured) {
      measured = connection;
      before = null;
      judgement = UNJUDGED;
      store.setState({ own: null, sample: null });
    }
    const report = connection && (await reportOf(connection));
    if (over || !report || connection !== measured) return;
    const sample = before && sampleOf(before, report);
    if (before && !sample) return;
    before = report;
    if (!sample) return;
    judgement = judge(judgement, sample);
    const told = store.getState().own;
    store.setState({ own: judgement.level, sample });
    if (judgement.level !== told) tell();
  }

  async function goOn() {
    await measure();
    if (!over) timer = setTimeout(() => void goOn(), EVERY_MS);
  }

  const releases = [
    line.hear(QUALITY_TOPIC, (body) => {
      const news = readQualityNews(body);
      if (news) store.setState({ remote: news.level });
    }),
    line.store.subscribe(({ open }) => {
      if (open) tell();
      else store.setState({ remote: null });
    }),
  ];
  if (line.store.getState().open) tell();
  void goOn();

  return () => {
    over = true;
    clearTimeout(timer);
    for (const release of releases.splice(0)) release();
  };
}

/** A connection that has just been closed has nothing to report. */
async function reportOf(connection: RTCPeerConnection): Promise<readonly RawStats[] | null> {
  try {
    const report = await connection.getStats();
    return [...report.values()] as RawStats[];
  } catch {
    return null;
  }
}
