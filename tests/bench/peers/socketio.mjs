// A relay as one would write it on Socket.IO with its Redis adapter: a room of two, each message into a stream by XADD, then
// to the room by the adapter and acknowledged. No routing, no resume, no limits, no check for doubles.
// node socketio.mjs FOLDER_OF_PACKAGES REDIS_SOCKET; says its port. tests/load/peer_socketio.c speaks with it.
import { createServer } from 'node:http';
import { createRequire } from 'node:module';

const [folder, path] = process.argv.slice(2);
const load = createRequire(`${folder}/package.json`);
const { Server } = load('socket.io');
const { createAdapter } = load('@socket.io/redis-adapter');
const Redis = load('ioredis');

const redis = new Redis(path);
const http = createServer();
const io = new Server(http, { transports: ['websocket'], adapter: createAdapter(redis.duplicate(), redis.duplicate()) });

io.on('connection', (socket) => {
	socket.on('join', async (room, done) => {
		socket.data.room = room;
		await socket.join(room);
		done();
	});
	socket.on('say', async (cseq, text, done) => {
		const { room } = socket.data;
		await redis.xadd(`room:${room}`, '*', 's', socket.id, 'c', cseq, 'p', text);
		socket.to(room).emit('say', cseq, text);
		done();
	});
});
http.listen(0, '127.0.0.1', () => console.log(http.address().port));
