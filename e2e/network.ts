// A small internet of network namespaces: two people, each behind a line of their own, and a middle
// with the server, through which everything goes. It needs no root, only user namespaces.
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { Party } from './browser.ts';

/** Where a program can run. */
export interface Place {
  /** What has to stand before a command so that it runs there. */
  readonly enter: readonly string[];
}

interface Held extends Place {
  readonly pid: string;
}

export interface Network {
  readonly middle: Place;
  /** The middle's address, from everywhere. */
  readonly address: string;
  /** @returns an executable that runs a program in the place of that party */
  programOf(party: Party, program: string): string;
  /**
   * Drops what comes from that party and what goes to them; nobody is told.
   *
   * @param what `media` is all UDP: the line to the server stays
   */
  lose(party: Party, what: 'media' | 'everything'): void;
  /** The two reach the middle, but not each other. */
  part(): void;
  /** Undoes all losses. */
  restore(): void;
  /** Gives that party another address, as a phone that goes from one network to another. */
  move(party: Party): void;
  close(): void;
}

const ADDRESS = '10.77.0.1';
/** Where the Debian packages put them, also for people who do not have it on their path. */
const SBIN = '/usr/sbin';
const SUBNETS = { caller: '10.77.1', consultant: '10.77.2' } as const;
const PARTIES = ['caller', 'consultant'] as const;

/** Starts a program in a place, or here if there is none; its output is the caller's to read. */
export function spawnIn(
  place: Place | undefined,
  program: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv = {},
) {
  const [command = program, ...entering] = place?.enter ?? [];
  return spawn(command, place ? [...entering, program, ...args] : args, {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
}

/** @throws {Error} that says what is missing on this machine */
export async function openNetwork(): Promise<Network> {
  const holders: ChildProcess[] = [];
  const scripts = mkdtempSync(path.join(os.tmpdir(), 'peerdesk-network-'));
  const hosts = { caller: 2, consultant: 2 };

  /** A namespace lives as long as something in it does: here, as long as this process. */
  const hold = async (...[command = '', ...args]: readonly string[]): Promise<Held> => {
    const holder = spawn(command, [...args, 'sh', '-c', 'echo here; exec cat'], {
      stdio: ['pipe', 'pipe', 'pipe'],
    });
    holders.push(holder);
    let said = '';
    holder.stderr.on('data', (data) => {
      said += String(data);
    });
    const here = await Promise.race([
      once(holder.stdout, 'data').then(() => true),
      once(holder, 'exit').then(
        () => false,
        () => false,
      ),
    ]);
    if (!here) throw new Error(`${NEEDED} (${said.trim()})`);
    const pid = String(holder.pid);
    return { pid, enter: ['nsenter', '--preserve-credentials', '-t', pid, '-U', '-n'] };
  };

  const close = () => {
    for (const holder of holders) holder.kill('SIGKILL');
    rmSync(scripts, { recursive: true, force: true });
  };

  try {
    const middle = await hold('unshare', '-r', '-n');
    const places = {
      caller: await hold(...middle.enter, 'unshare', '-n'),
      consultant: await hold(...middle.enter, 'unshare', '-n'),
    };
    run(middle, 'ip', 'link', 'set', 'lo', 'up');
    run(middle, 'ip', 'address', 'add', ADDRESS, 'dev', 'lo');
    run(middle, 'sh', '-c', 'echo 1 > /proc/sys/net/ipv4/ip_forward');
    for (const party of PARTIES) {
      const peer = ['peer', 'name', 'line', 'netns', places[party].pid];
      run(middle, 'ip', 'link', 'add', party, 'type', 'veth', ...peer);
      run(middle, 'ip', 'address', 'add', `${SUBNETS[party]}.1/24`, 'dev', party);
      run(middle, 'ip', 'link', 'set', party, 'up');
      run(places[party], 'ip', 'link', 'set', 'lo', 'up');
      run(places[party], 'ip', 'link', 'set', 'line', 'up');
      settle(party);
    }

    function settle(party: Party) {
      const place = places[party];
      run(place, 'ip', 'address', 'flush', 'dev', 'line');
      run(place, 'ip', 'address', 'add', `${SUBNETS[party]}.${hosts[party]}/24`, 'dev', 'line');
      run(place, 'ip', 'route', 'add', 'default', 'via', `${SUBNETS[party]}.1`);
    }

    /** Replaces all rules by these, for every way through the middle. */
    const filter = (forwarded: readonly string[], any: readonly string[]) => {
      const table = [
        'table inet faults',
        'delete table inet faults',
        'table inet faults {',
        ...chain('forward', [...any, ...forwarded]),
        ...chain('input', any),
        ...chain('output', any),
        '}',
      ];
      run(middle, 'nft', table.join('\n'));
    };

    return {
      middle,
      address: ADDRESS,
      programOf(party, program) {
        const script = path.join(scripts, `${party}-${path.basename(program)}`);
        writeFileSync(
          script,
          `#!/bin/sh\nexec ${places[party].enter.join(' ')} ${program} "$@"\n`,
          {
            mode: 0o755,
          },
        );
        return script;
      },
      lose(party, what) {
        const which = what === 'media' ? 'meta l4proto udp' : '';
        filter([], [`iifname ${party} ${which} drop`, `oifname ${party} ${which} drop`]);
      },
      part: () => filter(['drop'], []),
      restore: () => filter([], []),
      move(party) {
        hosts[party] += 1;
        settle(party);
      },
      close,
    };
  } catch (error) {
    close();
    throw error;
  }
}

const NEEDED =
  'The tests of lost networks make network namespaces in a user namespace of their own. ' +
  'Allow that (on Ubuntu: sysctl kernel.apparmor_restrict_unprivileged_userns=0), or run them as root.';

/** Without a rule that matches, everything passes. */
const chain = (hook: string, rules: readonly string[]) => [
  `chain ${hook} {`,
  `type filter hook ${hook} priority 0`,
  ...rules,
  '}',
];

function run({ enter }: Place, ...[program = '', ...args]: readonly string[]): void {
  const [command = '', ...entering] = enter;
  execFileSync(command, [...entering, program, ...args], {
    env: { ...process.env, PATH: `${process.env['PATH'] ?? ''}:${SBIN}` },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
}
