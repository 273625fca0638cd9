// Who letters of alarms go to: a receiver of webhooks, and a mail server.
import { createServer } from 'node:http';
import { createServer as createPlain } from 'node:net';
import { after } from 'node:test';

async function listening(server) {
	await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
	after(() => server.close());
	return server.address().port;
}

/** A receiver of webhooks, whose first answers are these; gives {port, posts}. */
export async function receiver({ make = createServer, tls = {}, answers = [] } = {}) {
	const posts = [];
	const handle = (request, response) => {
		let body = '';
		request.on('data', (chunk) => (body += chunk));
		request.on('end', () => {
			posts.push({ headers: request.headers, path: request.url, body });
			response.writeHead(answers.shift() ?? 204).end();
		});
	};
	const server = make === createServer ? make(handle) : make(tls, handle);
	return { port: await listening(server), posts };
}

/** A mail server that takes everything; gives {port, mails}, each {from, to, text}. */
export async function mailServer() {
	const mails = [];
	const server = createPlain((socket) => {
		let rest = '';
		let mail = { to: [] };
		let reading = false;
		const say = (line) => socket.write(`${line}\r\n`);
		const take = (line) => {
			if (reading) {
				reading = line !== '.';
				if (reading) mail.text = `${mail.text ?? ''}${line}\n`;
				else mails.push(mail);
				return reading || say('250 ok');
			}
			if (/^MAIL FROM:/i.test(line)) mail = { from: line.slice(10), to: [] };
			if (/^RCPT TO:/i.test(line)) mail.to.push(line.slice(8));
			reading = /^DATA$/i.test(line);
			return say(reading ? '354 go on' : /^QUIT/i.test(line) ? '221 bye' : '250 ok');
		};
		socket.on('error', () => {});
		socket.on('data', (chunk) => {
			const lines = (rest + chunk).split('\r\n');
			rest = lines.pop();
			lines.forEach(take);
		});
		say('220 here');
	});
	return { port: await listening(server), mails };
}
