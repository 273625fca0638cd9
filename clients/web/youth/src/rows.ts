/**
 * The log as rows to draw: times after a pause, runs of bubbles, one word of state below each run.
 * Pure.
 */
import type { Message, MessageState } from '@samtale/core/talk';
import type { PeopleRow } from './people.ts';

export type Row =
	| { kind: 'time'; key: string; at: number }
	| { kind: 'people'; key: string; people: PeopleRow }
	| { kind: 'message'; key: string; message: Message; first: boolean; last: boolean }
	| { kind: 'state'; key: string; state: MessageState };

/** Milliseconds of silence after which the time is told. */
const PAUSE = 10 * 60_000;

/** Rows of messages and changes that are in order; what is not stored yet is behind every change. */
export function rowsOf(messages: readonly Message[], changes: readonly PeopleRow[] = []): Row[] {
	const left = [...changes];
	const before = (offset: number): Row[] => {
		const end = left.findIndex((change) => offset > 0 && change.offset > offset);
		return left
			.splice(0, end < 0 ? left.length : end)
			.map((people) => ({ kind: 'people', key: `p${people.offset}`, people }));
	};
	const rows = messageRows(messages).flatMap((row) => [
		...(row.kind === 'message' ? before(row.message.offset) : []),
		row,
	]);
	return [...rows, ...before(0)];
}

function messageRows(messages: readonly Message[]): Row[] {
	const lastSeen = messages.map((m) => m.mine && m.state === 'seen').lastIndexOf(true);
	return messages.flatMap((message, i) => {
		const before = messages[i - 1];
		const after = messages[i + 1];
		const pause = !before || message.at - before.at >= PAUSE;
		const first = pause || before.sender !== message.sender;
		const turns =
			!after || after.sender !== message.sender || after.at - message.at >= PAUSE;
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
