import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import dynalite from 'dynalite';

/** A DynamoDB in a process of its own, so that its work is not counted as Patrol's. */
const [path = ''] = process.argv.slice(2);
const server = dynalite({ path, createTableMs: 0 });
server.listen(0, '127.0.0.1');
await once(server, 'listening');
const { port } = server.address() as AddressInfo;

process.on('disconnect', () => process.exit(0));
process.send?.({ url: `http://127.0.0.1:${port}` });
