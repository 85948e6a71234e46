import { candidateType, protocolOf, type RawStats } from './statistics.ts';

/** The types of the candidates that were found on either side, each once, as in `srflx/udp`. */
export function candidatesIn(report: readonly RawStats[]): {
  readonly local: readonly string[];
  readonly remote: readonly string[];
} {
  const found = (type: string) => {
    const all = report.filter((stats) => stats.type === type);
    return [
      ...new Set(all.map((stats) => `${candidateType(stats)}/${protocolOf(stats)}`)),
    ].toSorted();
  };
  return { local: found('local-candidate'), remote: found('remote-candidate') };
}
