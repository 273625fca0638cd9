// A lane of the scripted day: a topic that two counsellors of different agencies take and nobody else, so that a visit of that
// topic meets one of the two, and the other one when it is given back.
import { Counsellor } from '../../live/lib/people.mjs';
import { until } from '../../live/lib/wait.mjs';

export class Lane {
	constructor(topic, staff) {
		Object.assign(this, { topic, staff });
	}

	/** accounts: {name, password, agency} of the two. */
	static async open(daemon, topic, accounts) {
		const staff = [];
		for (const { name, password, agency } of accounts) {
			const counsellor = Object.assign(new Counsellor(daemon, name, password), { agency });
			await counsellor.connect();
			await counsellor.login();
			await counsellor.shift({ topics: [topic] });
			staff.push(counsellor);
		}
		return new Lane(topic, staff);
	}

	/** state: 0 available, 1 paused. */
	async turn(state) {
		for (const counsellor of this.staff) await counsellor.shift({ topics: [this.topic], state });
	}

	/** Who has that room open, as soon as somebody has. */
	async holder(id) {
		return until(() => this.staff.find((one) => one.rooms.get(id)?.open), 'OPENED at a desk', {
			more: () => this.staff.map((one) => one.client.seen()).join(''),
		});
	}

	other(who) {
		return this.staff.find((one) => one !== who);
	}
}
