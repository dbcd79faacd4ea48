import * as z from 'zod';
import { type People, type Person, PRESSES } from '../../people.ts';
import { mapping } from '../mapping.ts';
import { login } from '../text.ts';

const SLACK_USER = /^[UW][A-Z\d]{5,20}$/;

const one = mapping({
  slack: z
    .string()
    .regex(SLACK_USER, {
      error: 'is no id of a Slack user, such as U012ABCDEF: Copy member ID in the profile’s menu',
    })
    .describe('Id of the Slack user, as Copy member ID in the menu of a profile gives it'),
  may: z
    .array(z.enum(PRESSES))
    .max(PRESSES.length)
    .optional()
    .describe('The buttons this person may press in Slack; none if it is left out'),
});

export const peopleSection: z.ZodType<People> = z
  .record(login, one)
  .describe('GitHub login → who that is in Slack, and which buttons that person may press')
  .transform((written): Person[] =>
    Object.entries(written).map(([name, { slack, may = [] }]) => ({ login: name, slack, may })),
  )
  .superRefine((people, context) => {
    for (const [index, { login: name, slack }] of people.entries()) {
      const before = people.slice(0, index);
      const namesake = before.find((other) => other.login.toLowerCase() === name.toLowerCase());
      const double = before.find((other) => other.slack === slack);
      if (namesake !== undefined) {
        const message = `is ${namesake.login} once more: logins ignore case`;
        context.addIssue({ code: 'custom', path: [name], message });
      } else if (double !== undefined) {
        const message = `is the Slack user of ${double.login}; one Slack user is one person`;
        context.addIssue({ code: 'custom', path: [name, 'slack'], message });
      }
    }
  });
