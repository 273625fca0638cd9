/** Who sits in the youth's room, and what the youth has said that they may read. Types only. */
export interface Counsellor {
	alias: string;
	agency: string;
}

/** What somebody new may read of what was written before. */
export interface Showing {
	history: 'everything' | 'summary' | 'nothing';
	/** The youth's own words, for `summary`. */
	summary: string;
}

/** What the youth has said about who comes next, before anybody has come. */
export interface Choice extends Showing {
	/** Name of the agency that was asked about; empty: whoever it is. */
	agency: string;
	/** The least mode of the seal that was named. */
	mode: number;
	/** This person and nobody else, as in Who of the machine; empty: whoever it is. */
	staff: string;
}

/** At this place of the log people came and left. */
export interface PeopleRow {
	offset: number;
	at: number;
	came: (Counsellor & Pick<Showing, 'history'>)[];
	left: Counsellor[];
}
