import { startServer } from './socket-server.ts';

// A server of its own process, so that a test can kill it: `<folder> <port>`. Prints its address.
const [folder = '.', port = '0'] = process.argv.slice(2);
const { url } = await startServer(folder, { port: Number(port) });
process.stdout.write(`${url}\n`);
