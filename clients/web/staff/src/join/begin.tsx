/** The page of an invitation with what it needs of the browser. */
import type { VNode } from 'preact';
import { tabStore } from '@samtale/core/store';
import { Bearer } from '../bearer.ts';
import { browserMarks } from '../marks.ts';
import { invitation } from './invitation.ts';
import { Join } from './join.tsx';

export function joinPage(token: string): VNode {
	const means = { ask: fetch.bind(window), bearer: new Bearer(tabStore()), marks: browserMarks() };
	return <Join invitation={invitation(token, means)} />;
}
