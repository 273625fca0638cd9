/* Messages that must be refused, each with its reason, as rows [name, direction, hex, error]. */
import { Bytes, packHex, Raw } from './pack.mjs';

const id = (size = 16) => new Bytes('ab'.repeat(size));
const raw = (hex) => new Raw(hex);
const list = (count, item) => Array.from({ length: count }, () => item);

/* What is wrong before any frame is known. */
const FORM = [
	['no byte at all', '', 'empty'],
	['a number', '01', 'not an array'],
	['a string', 'a568656c6c6f', 'not an array'],
	['JSON', '7b2274797065223a2268656c6c6f227d', 'not an array'],
	['a map', '81a474797065a568656c6c6f', 'not an array'],
	['a map of 65,535', 'deffff01', 'not an array'],
	['a map of 4,294,967,295 in six bytes', 'dfffffffff01', '32-bit length'],
	['an array of 4,294,967,295 in six bytes', 'ddffffffff01', '32-bit length'],
	['an array of two with a 32-bit length', 'dd000000020801', '32-bit length'],
	['an array of 65,535 in four bytes', 'dcffff01', 'cut short'],
	['an array header cut in its length', 'dc00', 'cut short'],
	['an array that lacks its last item', '9208', 'cut short'],
	['an empty array', '90', 'no frame number'],
	['two messages in one', '92080192080a', 'trailing bytes'],
	['one byte too many', '92080100', 'trailing bytes'],
	['a hundred arrays, one in the other', `${'91'.repeat(100)}01`, 'nested too deep'],
	['a thousand open arrays', '91'.repeat(1000), 'nested too deep'],
	['arrays of 16-bit length, one in the other', 'dc0001dc0001dc000101', 'nested too deep'],
	['a list in a list', '91919101', 'nested too deep'],
	['a frame number that is a string', '92a13801', 'wrong type of frame number'],
	['a negative frame number', '92ff01', 'wrong type of frame number'],
];

/* What stands in place of the nonce of PING. */
const VALUES = [
	['nil', 'c0', 'type not used in frames'],
	['the byte that msgpack never uses', 'c1', 'type not used in frames'],
	['false', 'c2', 'type not used in frames'],
	['true', 'c3', 'type not used in frames'],
	['a 32-bit float', 'ca3f800000', 'type not used in frames'],
	['a 64-bit float', 'cb3ff0000000000000', 'type not used in frames'],
	['an extension of one byte', 'd40100', 'type not used in frames'],
	['a timestamp', 'd6ff00000000', 'type not used in frames'],
	['an extension of counted bytes', 'c7010100', 'type not used in frames'],
	['an extension of 16-bit length', 'c800010100', 'type not used in frames'],
	['an empty map', '80', 'type not used in frames'],
	['a map of 16-bit length', 'de0000', 'type not used in frames'],
	['a map of 32-bit length', 'df00000000', '32-bit length'],
	['an array of 32-bit length', 'dd00000000', '32-bit length'],
	['a byte string of 32-bit length', 'c600000000', '32-bit length'],
	['a byte string that announces 4,294,967,295', 'c6ffffffff', '32-bit length'],
	['a string of 32-bit length', 'dbffffffff', '32-bit length'],
	['an extension of 32-bit length', 'c9ffffffff01', '32-bit length'],
	['a list of 65,535 that is not there', 'dcffff', 'cut short'],
	['a string cut short', 'a2c3', 'cut short'],
	['a byte string cut short', 'c4ff00', 'cut short'],
	['a byte string cut in its length', 'c510', 'cut short'],
	['a number cut short', 'cf000000000000', 'cut short'],
	['minus one', 'ff', 'wrong type in field nonce'],
	['minus 2^63', 'd38000000000000000', 'wrong type in field nonce'],
	['2^53', 'cf0020000000000000', 'out of bounds in field nonce'],
	['2^64 - 1', 'cfffffffffffffffff', 'out of bounds in field nonce'],
	['a string', 'a131', 'wrong type in field nonce'],
	['a byte string', 'c40101', 'wrong type in field nonce'],
	['a list', '9101', 'wrong type in field nonce'],
];

/* What stands in place of the language of HELLO. */
const TEXTS = [
	['a number', '05', 'wrong type in field language'],
	['a byte string', 'c4026e62', 'wrong type in field language'],
	['a list', '91a26e62', 'wrong type in field language'],
	['65 bytes', `d941${'61'.repeat(65)}`, 'too long in field language'],
	['65 bytes that begin no character', `d941${'80'.repeat(65)}`, 'too long in field language'],
	['a byte that only follows', 'a180', 'not UTF-8 in field language'],
	['a character cut short', 'a1c3', 'not UTF-8 in field language'],
	['an overlong slash', 'a2c0af', 'not UTF-8 in field language'],
	['an overlong zero', 'a2c080', 'not UTF-8 in field language'],
	['an overlong character of three bytes', 'a3e080af', 'not UTF-8 in field language'],
	['an overlong character of four bytes', 'a4f08080af', 'not UTF-8 in field language'],
	['half a surrogate pair', 'a3eda080', 'not UTF-8 in field language'],
	['a character above U+10FFFF', 'a4f4908080', 'not UTF-8 in field language'],
	['the byte 0xfe', 'a1fe', 'not UTF-8 in field language'],
	['a zero', 'a36e0062', 'control character in field language'],
	['a line feed', 'a36e0a62', 'control character in field language'],
	['an escape', 'a11b', 'control character in field language'],
	['a delete', 'a17f', 'control character in field language'],
];

const ask = (change) => {
	const fields = ['no', '0301', '', 'unsure', ['nb'], 0, 0, []];
	Object.entries(change).forEach(([index, value]) => {
		fields[index] = value;
	});
	return [16, ...fields];
};

/* Whole frames with one thing wrong: [name, direction, values, error]. */
const FRAMES = [
	['number 0', 'up', [0], 'unknown frame'],
	['number 66', 'up', [66, 1], 'unknown frame'],
	['number 103', 'up', [103, 1], 'unknown frame'],
	['number 104', 'up', [104, 1], 'unknown frame'],
	['number 200', 'down', [200, 1], 'unknown frame'],
	['number 2^53', 'up', [1n << 53n, 1], 'unknown frame'],
	['PONG from a client', 'up', [9, 1], 'wrong direction'],
	['PING to a client', 'down', [8, 1], 'wrong direction'],
	['PING without its nonce', 'up', [8], 'wrong number of fields'],
	['PING with a field more', 'up', [8, 1, 2], 'wrong number of fields'],
	['CANCEL without its field', 'up', [19], 'wrong number of fields'],
	['CANCEL for a third reason', 'up', [19, 2], 'out of bounds in field why'],
	['WRAP with two more', 'up', [61, id(), 2], 'out of bounds in field more'],
	['EXTEND of a long room', 'up', [59, id(17)], 'too long in field room'],
	['PROPOSE of kind 4', 'up', [62, id(), 4, 'oslo'], 'out of bounds in field kind'],
	['CONSENT that is two', 'up', [64, id(), 2], 'out of bounds in field yes'],
	['PROPOSED from a client', 'up', [63, id(), 1, 'body'], 'wrong direction'],
	['SAY without its payload', 'up', [48, id(), 1, 0], 'wrong number of fields'],
	['urgency 3', 'up', ask({ 5: 3 }), 'out of bounds in field urgency'],
	['side 9', 'up', [1, 1, 9, 'nb'], 'out of bounds in field side'],
	['version 256', 'up', [1, 256, 1, 'nb'], 'out of bounds in field version'],
	['languages that are one string', 'up', ask({ 4: 'nb' }), 'wrong type in field languages'],
	['a language that is bytes', 'up', ask({ 4: [id(2)] }), 'wrong type in field languages'],
	['a language that is a number', 'up', ask({ 4: ['nb', 1] }), 'wrong type in field languages'],
	['nine languages', 'up', ask({ 4: list(9, 'nb') }), 'too long in field languages'],
	['a language of 65 bytes', 'up', ask({ 4: ['x'.repeat(65)] }), 'too long in field languages'],
	['a language, no UTF-8', 'up', ask({ 4: [raw('a1ff')] }), 'not UTF-8 in field languages'],
	['a language with a tab', 'up', ask({ 4: ['n\tb'] }), 'control character in field languages'],
	['four to avoid', 'up', ask({ 7: list(4, '0301') }), 'too long in field avoid'],
	['a room that is a string', 'up', [55, 'x'.repeat(16)], 'wrong type in field room'],
	['a room of 15 bytes', 'up', [55, id(15)], 'wrong length in field room'],
	['a room of 17 bytes', 'up', [55, id(17)], 'wrong length in field room'],
	['no room', 'up', [55, id(0)], 'wrong length in field room'],
	['a ticket of 31 bytes', 'up', [32, id(31)], 'wrong length in field ticket'],
	['a ticket in hexadecimal', 'up', [32, 'ab'.repeat(32)], 'wrong type in field ticket'],
	['a payload that is a string', 'up', [48, id(), 1, 0, 'hei'], 'wrong type in field payload'],
	['a payload of 8,193 bytes', 'up', [48, id(), 1, 0, id(8193)], 'too long in field payload'],
	['cseq 2^53', 'up', [48, id(), 1n << 53n, 0, id(1)], 'out of bounds in field cseq'],
	['a lost room of 17 bytes', 'down', [5, id(17), 'gone'], 'too long in field room'],
	['rooms that are a number', 'up', [3, id(32), 0, 1, [], []], 'wrong type in field rooms'],
	['four rooms', 'up', [3, id(32), 0, list(4, id()), [], []], 'too long in field rooms'],
	['a short room', 'up', [3, id(32), 0, [id(15)], [1], [1]], 'wrong length in field rooms'],
	['rooms that are numbers', 'up', [3, id(32), 0, [1], [1], [1]], 'wrong type in field rooms'],
	['four offsets', 'up', [3, id(32), 0, [], [], list(4, 1)], 'too long in field offsets'],
	['an offset of 2^53', 'up', [3, id(32), 0, [], [], [1n << 53n]], 'out of bounds in field offsets'],
	['an offset that is a string', 'up', [3, id(32), 0, [], [], ['1']], 'wrong type in field offsets'],
	['band 5', 'down', [17, 0, 5, 0, 0, 0, 0, [], '', 0], 'out of bounds in field band'],
	['an escape', 'down', [20, id(), 0, '\u001b', '', 1, 1, 0, [1], '', id(0), ''], 'control character in field alias'],
	['kind 6', 'down', [51, id(), 1, 1, 0, 1, 6, 0, 1, id(1)], 'out of bounds in field kind'],
	['four staff', 'down', [20, id(), 0, '', '', 1, 1, 1, list(4, 1), '', id(0), ''], 'too long in field seats'],
	['a request of 513 bytes', 'up', [43, id(513)], 'too long in field request'],
	['33 facts', 'down', [98, 1, 1, 0, 1, list(33, 'now'), []], 'too long in field names'],
	['a fact of 1,025 bytes', 'down', [98, 1, 1, 0, 1, ['now'], ['x'.repeat(1025)]], 'too long in field values'],
	['CERTIFIED from a client', 'up', [44, id(1)], 'wrong direction'],
];

/* A frame with one field more, for every row of the table. */
function counts({ number, name, up, fields }) {
	const direction = up ? 'up' : 'down';
	const more = packHex([number, ...list(fields.length + 1, 0)]);
	return [[`${name} with a field more`, direction, more, 'wrong number of fields']];
}

export function refused(frames) {
	const rows = [
		...FORM.map(([name, hex, error]) => [name, 'up', hex, error]),
		...VALUES.map(([name, hex, error]) => [`nonce: ${name}`, 'up', `9208${hex}`, error]),
		...TEXTS.map(([name, hex, error]) => [`language: ${name}`, 'up', `94010101${hex}`, error]),
		...FRAMES.map(([name, way, values, error]) => [name, way, packHex(values), error]),
		...frames.flatMap(counts),
	];
	return rows.map(([name, direction, hex, error]) => ({ name, hex, direction, error }));
}
