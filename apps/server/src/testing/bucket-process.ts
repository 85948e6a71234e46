import S3rver from '@20minutes/s3rver';

// An S3-compatible server, in a process of its own: its files in the folder of the first argument.
const [, , directory = '', name = ''] = process.argv;
const server = new S3rver({
  address: '127.0.0.1',
  port: 0,
  directory,
  silent: true,
  configureBuckets: [{ name }],
});
const { port } = await server.run();
process.send?.(port);
