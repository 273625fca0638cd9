/** Every key that the live view's code names has a text, in every language. */
import { testTexts } from '../../staff/test/named-texts.ts';

testTexts(['supervisor', 'staff'], ['live', 'alarm', 'act', 'fig', 'rep', 'whatif', 'staff', 'common']);
