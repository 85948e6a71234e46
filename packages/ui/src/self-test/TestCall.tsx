import type { Measures, SelfTest, SelfTestState } from '@peerdesk/call/self-test';
import { useStore } from 'zustand';
import type { SelfTestTexts } from '../texts/self-test-texts.ts';
import { VideoTile } from '../VideoTile.tsx';

/** A call to oneself: what goes out beside what comes back, and what was measured. */
export function TestCall(props: {
  readonly test: SelfTest;
  readonly texts: SelfTestTexts;
  readonly sent: MediaStream;
}) {
  const { test, texts } = props;
  const { call, received, measures } = useStore(test.store);
  const busy = call.phase === 'starting' || call.phase === 'running';
  return (
    <div className="pd-test-step">
      <h2>{texts.call}</h2>
      <p>{texts.callHint}</p>
      {busy ? (
        <button type="button" className="pd-button" onClick={() => test.endCall()}>
          {texts.end}
        </button>
      ) : (
        <button
          type="button"
          className="pd-button"
          data-kind="primary"
          onClick={() => void test.startCall()}
        >
          {texts.start}
        </button>
      )}
      <output className="pd-test-word">{wordsOf(call, texts)}</output>
      {call.phase === 'running' && (
        <div className="pd-test-pictures">
          <figure>
            <VideoTile stream={props.sent} label={texts.sent} name={texts.sent} muted />
            <figcaption>{texts.sent}</figcaption>
          </figure>
          <figure>
            {/* Muted, or the microphone would hear it again. */}
            <VideoTile stream={received} label={texts.received} name={texts.received} muted />
            <figcaption>{texts.received}</figcaption>
          </figure>
        </div>
      )}
      {measures && (
        <dl className="pd-test-measures">
          {rowsOf(measures, texts).map(([name, value]) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ))}
        </dl>
      )}
    </div>
  );
}

function wordsOf(call: SelfTestState['call'], texts: SelfTestTexts): string {
  if (call.phase === 'starting') return texts.starting;
  return call.phase === 'running' && !call.measured ? texts.trying[call.way] : '';
}

function rowsOf(measures: Measures, texts: SelfTestTexts): (readonly [string, string])[] {
  const names = texts.measures;
  const { codec, width, height, framesPerSecond, bitsPerSecond, roundTripMs, loss, route } =
    measures;
  const rows: (readonly [string, string | null])[] = [
    [names.codec, codec],
    [names.size, width && height ? `${width}×${height}` : null],
    [names.frames, framesPerSecond === null ? null : texts.perSecond(framesPerSecond)],
    [names.rate, `${Math.round(bitsPerSecond / 1000)} kbit/s`],
    [names.roundTrip, roundTripMs === null ? null : `${Math.round(roundTripMs)} ms`],
    [names.loss, loss === null ? null : `${(loss * 100).toFixed(1)} %`],
    [
      names.path,
      route && `${route.relayed ? texts.relayed : texts.direct}, ${route.protocol.toUpperCase()}`,
    ],
  ];
  return rows.flatMap(([name, value]) => (value === null ? [] : [[name, value] as const]));
}
