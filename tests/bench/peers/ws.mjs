// A relay as one would write it on ws and ioredis: a room of two, each message into a stream by XADD, the ACK and the other
// one's copy when Redis has answered. No routing, no resume, no limits, no check for doubles.
// node ws.mjs FOLDER_OF_PACKAGES REDIS_SOCKET; says its port. tests/load/peer_ws.c speaks with it.
import { createRequire } from 'node:module';

const [folder, socket] = process.argv.slice(2);
const load = createRequire(`${folder}/package.json`);
const { WebSocketServer } = load('ws');
const Redis = load('ioredis');

const CSEQ = 8;
const ACK = Buffer.from('A');
const ENTRY = Buffer.from('E');

const redis = new Redis(socket);
const rooms = new Map();

async function onMessage(client, bytes) {
	const [cseq, payload] = [bytes.subarray(0, CSEQ), bytes.subarray(CSEQ)];
	await redis.xadd(`room:${client.room}`, '*', 's', client.seat, 'c', cseq, 'p', payload);
	client.send(Buffer.concat([ACK, cseq]));
	for (const other of rooms.get(client.room)) {
		if (other !== client) other.send(Buffer.concat([ENTRY, bytes]));
	}
}

function join(client, words) {
	[client.room, client.seat] = words.split(' ');
	rooms.set(client.room, [...(rooms.get(client.room) ?? []), client]);
	client.send('joined');
}

const server = new WebSocketServer({ port: 0, host: '127.0.0.1', perMessageDeflate: false }, () => {
	console.log(server.address().port);
});
server.on('connection', (client) => {
	client.on('message', (bytes, binary) => (binary ? onMessage(client, bytes) : join(client, bytes.toString())));
});
