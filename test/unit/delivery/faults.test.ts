import { describe, expect, it } from 'vitest';
import { httpFault, judgeHttpStatus } from '../../../src-shared/sms/http-fault.ts';
import { judgeSmtpError } from '../../../src-shared/mail/smtp-fault.ts';

describe('judgeSmtpError', () => {
  it.each([
    ['refused', 'rejected-recipient', { code: 'EENVELOPE', command: 'RCPT TO', responseCode: 550 }],
    ['refused', 'rejected-recipient', { code: 'EENVELOPE', command: 'RCPT TO', responseCode: 553 }],
    ['refused', 'rejected-recipient', { code: 'EENVELOPE', command: 'API' }],
    ['refused', 'rejected-message', { code: 'EMESSAGE', command: 'DATA', responseCode: 554 }],
    ['later', 'deferred', { code: 'EENVELOPE', command: 'RCPT TO', responseCode: 451 }],
    ['later', 'deferred', { code: 'EMESSAGE', command: 'DATA', responseCode: 452 }],
    ['later', 'deferred', { code: 'ECONNECTION', responseCode: 421 }],
    ['later', 'bad-answer', { code: 'EENVELOPE', command: 'RCPT TO', responseCode: 503 }],
    ['later', 'bad-answer', { code: 'EMESSAGE', command: 'DATA', responseCode: 999 }],
    ['later', 'rejected-sender', { code: 'EENVELOPE', command: 'MAIL FROM', responseCode: 550 }],
    ['later', 'auth', { code: 'EAUTH', command: 'AUTH PLAIN', responseCode: 535 }],
    ['later', 'auth', { code: 'EENVELOPE', command: 'RCPT TO', responseCode: 530 }],
    ['later', 'auth', { code: 'EENVELOPE', command: 'MAIL FROM', responseCode: 530 }],
    ['later', 'tls', { code: 'ETLS' }],
    ['later', 'tls', { code: 'EAUTH', command: 'AUTH PLAIN', responseCode: 538 }],
    ['later', 'tls', { code: 'EENVELOPE', command: 'MAIL FROM', responseCode: 538 }],
    ['later', 'tls', { code: 'ESOCKET', originalCode: 'DEPTH_ZERO_SELF_SIGNED_CERT' }],
    ['later', 'tls', { code: 'ESOCKET', originalCode: 'ERR_SSL_WRONG_VERSION_NUMBER' }],
    ['later', 'tls', { code: 'ESOCKET', originalCode: 'ERR_TLS_CERT_ALTNAME_INVALID' }],
    ['later', 'tls', { code: 'ESOCKET', originalCode: 'UNABLE_TO_VERIFY_LEAF_SIGNATURE' }],
    ['later', 'connect', { code: 'ESOCKET', originalCode: 'ECONNREFUSED' }],
    ['later', 'connect', { code: 'ESOCKET', originalCode: 'ENETUNREACH' }],
    ['later', 'line-cut', { code: 'ESOCKET', originalCode: 'ECONNRESET' }],
    ['later', 'line-cut', { code: 'ECONNECTION' }],
    ['later', 'timeout', { code: 'ETIMEDOUT' }],
    ['later', 'timeout', { code: 'EABORT' }],
    ['later', 'dns', { code: 'EDNS', originalCode: 'ENOTFOUND' }],
    ['later', 'bad-answer', { code: 'EPROTOCOL' }],
  ])('%s (%s) for %j', (outcome, fault, error) => {
    expect(judgeSmtpError(error)).toEqual({ outcome, fault });
  });

  it.each([{}, { code: 'ECONFIG' }, { code: 'EFILEACCESS' }])('leaves bugs alone: %j', (error) => {
    expect(judgeSmtpError(error)).toBeUndefined();
  });
});

describe('judgeHttpStatus', () => {
  it.each([
    [200, 'accepted', undefined],
    [202, 'accepted', undefined],
    [204, 'later', 'bad-answer'],
    [301, 'later', 'redirect'],
    [307, 'later', 'redirect'],
    [400, 'refused', 'http-400'],
    [404, 'refused', 'http-404'],
    [422, 'refused', 'http-422'],
    [401, 'later', 'auth'],
    [403, 'later', 'auth'],
    [408, 'later', 'http-408'],
    [425, 'later', 'http-425'],
    [429, 'later', 'http-429'],
    [500, 'later', 'http-500'],
    [503, 'later', 'http-503'],
  ])('%i is %s (%s)', (status, outcome, fault) => {
    expect(judgeHttpStatus(status, [200, 201, 202])).toEqual(fault ? { outcome, fault } : { outcome });
  });
});

describe('httpFault', () => {
  it.each([
    [{}, 'connect'],
    [{ code: 'ECONNREFUSED' }, 'connect'],
    [{ code: 'ENOTFOUND' }, 'dns'],
    [{ code: 'UND_ERR_SOCKET' }, 'line-cut'],
    [{ code: 'UND_ERR_CONNECT_TIMEOUT' }, 'timeout'],
    [{ code: 'CERT_HAS_EXPIRED' }, 'tls'],
    [{ name: 'HTTPParserError' }, 'bad-answer'],
  ])('%j is %s', (error, fault) => expect(httpFault(error)).toBe(fault));
});
