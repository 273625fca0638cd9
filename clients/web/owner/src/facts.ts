/** What the daemon tells the owner's page, as its answers have it (docs/openapi.yaml). */

export interface Person {
	name: string;
	alias: string;
	agency: string;
	role: string;
}

/** The agency's door as everybody may read it (docs/openapi.yaml). */
export interface Door {
	name: string;
	country: string;
	/** pool: shut, and somebody else in the pool answers. */
	state: 'open' | 'closing' | 'full' | 'pool' | 'closed';
	/** Unix seconds, 0: not known. */
	until: number;
	opens_at: number;
}

export interface Colleague {
	name: string;
	alias: string;
	role: string;
	disabled: boolean;
	/** Invited, and never logged in. */
	waiting: boolean;
}

/** What a colleague is to be given, shown once: a one-time password, or the link of an invitation. */
export interface Given {
	name: string;
	password?: string;
	join?: string;
}

/** A line of the log; times in Unix milliseconds. */
export interface Line {
	at: number;
	name: string;
	what: string;
	about: string;
	was: string;
	now: string;
}
