/** The calls behind the page of an invitation, and what they come to. Knows no view. */
import type { Bearer } from '../bearer.ts';
import { call, type CallAnswer } from '../call.ts';
import type { Marks } from '../marks.ts';

/** Who is invited, and the secret of a code app that nobody keeps until it is chosen. */
export interface Guest {
	name: string;
	alias: string;
	agency: string;
	role: string;
	secret: string;
	/** The same for the camera of the app. */
	uri: string;
}

export interface Choice {
	alias: string;
	password: string;
	secret: string;
	code: string;
}

export interface Invitation {
	look(): Promise<CallAnswer<Guest>>;
	/** Uses it up: the recovery codes. The session and the mark of this browser are kept. */
	finish(guest: Guest, choice: Choice): Promise<CallAnswer<string[]>>;
}

interface Means {
	ask: typeof fetch;
	bearer: Bearer;
	marks: Marks;
}

interface Joined {
	codes: string[];
	session?: string;
	device?: string;
}

export function invitation(token: string, { ask, bearer, marks }: Means): Invitation {
	return {
		look: () => call<Guest>(ask, bearer, '/api/v1/join', { token }),
		async finish(guest, choice) {
			const answer = await call<Joined>(ask, bearer, '/api/v1/join/finish', {
				token,
				...choice,
			});
			if (!answer.ok) {
				return answer;
			}
			const { codes, session, device } = answer.data;
			if (session !== undefined) {
				bearer.keep(session);
			}
			if (device !== undefined) {
				marks.keep(guest.name, device);
			}
			return { ok: true, data: codes };
		},
	};
}

/** Characters, not halves of them. */
export const lengthOf = (text: string): number => [...text].length;
