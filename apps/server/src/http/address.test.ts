import { IncomingMessage } from 'node:http';
import { Socket } from 'node:net';
import express from 'express';
import { expect, it } from 'vitest';
import { createAddressOf, type TrustProxy } from './address.ts';

it.each([
  { trust: 'loopback', from: '203.0.113.7', forwarded: undefined, is: '203.0.113.7' },
  { trust: 'loopback', from: '203.0.113.7', forwarded: '198.51.100.1', is: '203.0.113.7' },
  { trust: 'loopback', from: '127.0.0.1', forwarded: '203.0.113.7', is: '203.0.113.7' },
  { trust: 'loopback', from: '127.0.0.1', forwarded: '1.1.1.1, 203.0.113.7', is: '203.0.113.7' },
  { trust: 'loopback', from: '::ffff:127.0.0.1', forwarded: '203.0.113.7', is: '203.0.113.7' },
  { trust: 'loopback', from: '::ffff:203.0.113.7', forwarded: undefined, is: '203.0.113.7' },
  { trust: 'loopback', from: '127.0.0.1', forwarded: undefined, is: '127.0.0.1' },
  { trust: false, from: '127.0.0.1', forwarded: '203.0.113.7', is: '127.0.0.1' },
  { trust: 1, from: '10.0.0.1', forwarded: '1.1.1.1, 203.0.113.7', is: '203.0.113.7' },
  { trust: '10.0.0.0/8', from: '10.0.0.1', forwarded: '2001:db8::1', is: '2001:db8::1' },
])('with $trust trusted, $forwarded by way of $from is $is', ({ trust, from, forwarded, is }) => {
  const trusts = express().set('trust proxy', trust).get('trust proxy fn') as TrustProxy;
  const socket = new Socket();
  Object.defineProperty(socket, 'remoteAddress', { value: from });
  const request = new IncomingMessage(socket);
  if (forwarded) request.headers['x-forwarded-for'] = forwarded;

  expect(createAddressOf(trusts)(request)).toBe(is);
});
