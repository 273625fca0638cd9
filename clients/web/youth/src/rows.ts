/**
 * The log as rows to draw: times after a pause, runs of bubbles, one word of state below each run.
 * Pure.
 */
import type { Message, MessageState } from '@samtale/core/talk';

export type Row =
	| { kind: 'time'; key: string; at: number }
	| { kind: 'message'; key: string; message: Message; first: boolean; last: boolean }
	| { kind: 'state'; key: string; state: MessageState };

/** Milliseconds of silence after which the time is told. */
const PAUSE = 10 * 60_000;

/** Rows of messages that are in order. */
export function rowsOf(messages: readonly Message[]): Row[] {
	const lastSeen = messages.map((m) => m.mine && m.state === 'seen').lastIndexOf(true);
	return messages.flatMap((message, i) => {
		const before = messages[i - 1];
		const after = messages[i + 1];
		const pause = !before || message.at - before.at >= PAUSE;
		const first = pause || before.mine !== message.mine;
		const turns = !after || after.mine !== message.mine || after.at - message.at >= PAUSE;
		const told = message.mine && (turns || after.state !== message.state);
		const last = turns || told;
		const key = message.id;
		const rows: Row[] = pause ? [{ kind: 'time', key: `${key}t`, at: message.at }] : [];
		rows.push({ kind: 'message', key, message, first, last });
		if (told && (message.state !== 'seen' || i === lastSeen)) {
			rows.push({ kind: 'state', key: `${key}s`, state: message.state });
		}
		return rows;
	});
}
