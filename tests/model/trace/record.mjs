// Writes the event log of a Redis: what MONITOR shows of it, which is every command in the one order in which they were done,
// without what only reads. A process of its own, so that it keeps up while others work:
//   Recorder.start({socket, username, password}, path) ... await recorder.mark() ... await recorder.stop()
import { fork } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import { createConnection } from 'node:net';
import { fileURLToPath } from 'node:url';
import { load } from '../../live/lib/npm.mjs';

const Redis = load('ioredis');

/** Everything there is, by one script, whose own line in MONITOR says at which moment it was so. */
const EVERYTHING = `
local all = {}
for _, name in ipairs(redis.call('KEYS', '{*')) do
	local kind, list = redis.call('TYPE', name).ok, nil
	if kind == 'hash' then list = redis.call('HGETALL', name)
	elseif kind == 'zset' then list = redis.call('ZRANGE', name, 0, -1, 'WITHSCORES')
	elseif kind == 'set' then list = redis.call('SMEMBERS', name)
	elseif kind == 'stream' then list = {redis.call('XLEN', name)}
	else list = {redis.call('GET', name)} end
	if not name:find('^{[tlws]:') and not name:find('^{staff}') and not name:find('^{agencies}') then
		all[name] = {kind = kind, list = list}
	end
end
return cjson.encode(all)`;

const READS = new Set(('HGETALL HMGET HGET HVALS HLEN HKEYS HEXISTS HSTRLEN EXISTS GET TIME TYPE KEYS ZRANGE ZRANGEBYSCORE ZSCORE'
	+ ' ZCOUNT ZCARD SMEMBERS SISMEMBER ZMSCORE SRANDMEMBER XINFO XRANGE XREVRANGE XREAD XLEN PTTL TTL EXPIRETIME PING INFO AUTH CLIENT HELLO COMMAND ACL'
	+ ' FUNCTION SUBSCRIBE MONITOR WAIT WAITAOF CONFIG DEBUG SCRIPT SCAN SELECT BGREWRITEAOF').split(' '));
const LINE = /^\+(\d+)\.(\d{3})\d* \[\d+ (lua)?[^\]]*\] ("([A-Za-z]+)"?.*)$/;

/** What a line of MONITOR becomes in the log, or null. */
export function lineOf(text) {
	const match = LINE.exec(text);
	if (!match) return null;
	const [, seconds, ms, lua, words, name] = match;
	const command = name.toUpperCase();
	if (command === 'FCALL' || command === 'FCALL_RO') return `F ${seconds}${ms} ${words.slice(words.indexOf(' ') + 1)}\n`;
	if (command === 'EVAL') return { mark: /"(mark \d+)"$/.exec(words)?.[1] };
	if (READS.has(command)) return null;
	const written = `"${command}"${words.slice(name.length + 2)}`;
	return lua ? `. ${written}\n` : `C ${seconds}${ms} ${written}\n`;
}

/** In the child: everything from MONITOR to the file; a mark waits for the state that was asked with it. */
class Writer {
	constructor({ socket, username, password }, path) {
		this.file = createWriteStream(path);
		this.asking = new Redis(socket, { username, password });
		this.states = new Map(); // mark -> promise of the state
		this.marks = 0;
		this.rest = '';
		this.begun = false;
		this.monitor = createConnection(socket);
		this.monitor.setEncoding('latin1');
		const first = password ? `AUTH ${username} ${password}` : 'PING';
		this.monitor.write(`${first}\r\n`);
		this.monitor.once('data', () => {
			this.monitor.write('MONITOR\r\n');
			this.monitor.once('data', () => process.send('ready'));
		});
		this.monitor.on('data', (text) => this.take(text));
		this.monitor.on('close', () => this.end());
		this.monitor.on('error', () => {});
	}

	take(text) {
		const lines = (this.rest + text).split('\r\n');
		this.rest = lines.pop();
		let out = '';
		for (const line of lines) {
			const made = lineOf(line);
			if (typeof made === 'string') out += made;
			else if (made) out = this.reach(made.mark, out);
		}
		this.put(out);
	}

	put(out) {
		if (this.begun && out !== '' && !this.file.write(out, 'latin1')) {
			this.monitor.pause();
			this.file.once('drain', () => this.monitor.resume());
		}
	}

	/** The mark's own line has come: its state goes here, and what comes behind it waits. */
	reach(mark, out) {
		this.put(out);
		const state = this.states.get(mark);
		if (state === undefined) return '';
		const later = this.put.bind(this);
		const waiting = [];
		this.put = (text) => waiting.push(text);
		state.then((json) => {
			this.put = later;
			this.begun = true;
			this.put(`S ${json}\n`);
			for (const text of waiting) this.put(text);
			process.send(mark);
		});
		return '';
	}

	mark() {
		const mark = `mark ${(this.marks += 1)}`;
		const state = this.asking.callBuffer('EVAL', EVERYTHING, 0, mark);
		this.states.set(mark, state.then((bytes) => bytes.latin1Slice()));
	}

	end() {
		this.asking.disconnect();
		this.file.end(() => process.exit(0));
	}
}

/** The log of one Redis, from the first mark on. */
export class Recorder {
	static async start(login, path) {
		const recorder = new Recorder();
		recorder.child = fork(fileURLToPath(import.meta.url), [JSON.stringify(login), path]);
		recorder.ended = new Promise((resolve) => recorder.child.once('exit', resolve));
		recorder.heard = [];
		recorder.wake = () => {};
		recorder.child.on('message', (word) => {
			recorder.heard.push(word);
			recorder.wake();
		});
		await recorder.hear('ready');
		await recorder.mark();
		return recorder;
	}

	async hear(word) {
		while (!this.heard.includes(word)) {
			const more = new Promise((resolve) => (this.wake = () => resolve(true)));
			if ((await Promise.race([more, this.ended])) !== true) throw new Error(`the recorder ended before "${word}"`);
		}
	}

	/** Puts everything there is at this moment into the log. */
	async mark() {
		this.marks = (this.marks ?? 0) + 1;
		this.child.send('mark');
		await this.hear(`mark ${this.marks}`);
	}

	/** One more state, and the log is closed. */
	async stop() {
		await this.mark();
		this.child.send('end');
		await this.ended;
	}
}

if (process.argv[1] === fileURLToPath(import.meta.url) && process.send) {
	const writer = new Writer(JSON.parse(process.argv[2]), process.argv[3]);
	process.on('message', (word) => (word === 'mark' ? writer.mark() : writer.monitor.destroy()));
	process.on('disconnect', () => writer.monitor.destroy());
}
