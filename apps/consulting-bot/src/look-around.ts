import { browserOf } from '@peerdesk/call';
import type { Surroundings } from '@peerdesk/session';

/** Screens narrower than this are held in a hand, if they are touched. CSS pixels. */
const PHONE_WIDTH = 600;

/** What this browser has, in the words that a consultant is shown. Never rejects. */
export async function lookAround(): Promise<Surroundings> {
  const devices = await listDevices();
  const { userAgent } = navigator;
  return {
    camera: devices.some(({ kind }) => kind === 'videoinput'),
    microphone: devices.some(({ kind }) => kind === 'audioinput'),
    screen: screenOf(
      Math.min(screen.width, screen.height),
      matchMedia('(pointer: coarse)').matches,
    ),
    browser: browserOf(userAgent),
    connectionHint: hintIn(navigator),
  };
}

export function screenOf(shorterSide: number, touched: boolean): Surroundings['screen'] {
  return touched && shorterSide < PHONE_WIDTH ? 'phone' : 'desktop';
}

/** @see https://wicg.github.io/netinfo/; Chromium only */
function hintIn(browser: Navigator): string | null {
  const connection = 'connection' in browser ? browser.connection : null;
  if (typeof connection !== 'object' || connection === null) return null;
  return 'effectiveType' in connection ? String(connection.effectiveType) : null;
}

async function listDevices(): Promise<readonly MediaDeviceInfo[]> {
  try {
    return await navigator.mediaDevices.enumerateDevices();
  } catch {
    return [];
  }
}
