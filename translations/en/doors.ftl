# How somebody comes in, and what is said at the doors.
password-end-tokens = End the tokens of my programs too
done-first-proof = You have shown that this address is yours. Whatever was set up before that has ended: passwords, signed-in devices and tokens. You can set a new password under “Account”.
refused-code-needed = This account has no password. Ask for a code by e-mail and give it here
scope-moderator = Settle disputes and look after what is said and shown
api-scope-moderator = Settle disputes and look after what is said and shown; only for moderators and operators
operator-number-guest-sessions-per-hour = New guests
operator-about-guest-sessions-per-hour = How many carts and lists of visitors who are not signed in one address may begin before it has to wait.
operator-job-kind-accounts-sweep-access = Sweep out sessions and tokens that have ended
problem-full = The market has no room left on its disk. Nothing was kept. Please try again later.
problem-sum = The numbers add up to more than this market can count.
problem-too-much = This comes to more than one purchase may be worth. Please buy it in parts.
export-formulas = Every cell is as you wrote it. A spreadsheet takes one that begins with =, +, - or @ for a formula: read such columns as text there.
