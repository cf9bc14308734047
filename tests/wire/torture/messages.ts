/**
 * The messages of RFC 4475 (SIP torture tests), by section. `[len]` stands for the length of the body. What may follow is given for a server that takes
 * calls from trunks: an answer, or silence where the standard leaves no answer or a careful server gives none.
 */
export type TortureMessage = {
  readonly section: string
  readonly name: string
  readonly what: string
  readonly bytes: Buffer
  /**
   * `answered`: any final answer. `refused`: 4xx, 5xx, 6xx or silence. `ignored`: silence only. `tolerated`: anything, since the RFC lets a server guess what
   * was meant, or since Kamailio's parser (5.6) gives up on it without an answer.
   */
  readonly outcome: 'answered' | 'refused' | 'ignored' | 'tolerated'
}

const SDP = [
  ...['v=0', 'o=mhandley 29739 7272939 IN IP4 192.0.2.1', 's=-', 'c=IN IP4 192.0.2.1', 't=0 0'],
  ...['m=audio 49217 RTP/AVP 0 12', 'm=video 3227 RTP/AVP 31', 'a=rtpmap:31 LPC', ''],
]

/** Lines with CRLF, an empty line, then the body. Characters are bytes (latin1), so that any byte can be written as \xNN. */
function message(lines: readonly string[], body: readonly string[] = [], utf8 = false): Buffer {
  const encoding = utf8 ? 'utf8' : 'latin1'
  const content = Buffer.from(body.join('\r\n'), 'latin1')
  const head = `${lines.join('\r\n')}\r\n\r\n`.replaceAll('[len]', String(content.length))
  return Buffer.concat([Buffer.from(head, encoding), content])
}

const row = (
  section: string,
  name: string,
  what: string,
  outcome: TortureMessage['outcome'],
  bytes: Buffer,
): TortureMessage => ({ section, name, what, outcome, bytes })

/** The usual lines of a request, some of them replaced or taken away (null) by the case. */
function request(
  startLine: string,
  name: string,
  changes: Readonly<Record<string, string | null>>,
  more: readonly string[] = [],
  body: readonly string[] = [],
): Buffer {
  const method = startLine.split(' ')[0] ?? ''
  const usual: Record<string, string | null> = {
    To: 'sip:j.user@example.com',
    From: 'sip:caller@example.net;tag=134161461246',
    'Max-Forwards': '7',
    'Call-ID': `${name}.0ha0isndaksdjasdf3234nas`,
    CSeq: `8 ${method}`,
    Via: `SIP/2.0/UDP 192.0.2.15;branch=z9hG4bKkdjuw${name}`,
    ...(method === 'INVITE' ? { Contact: '<sip:caller@host5.example.net>' } : {}),
    ...(body.length > 0 ? { 'Content-Type': 'application/sdp' } : {}),
    'Content-Length': '[len]',
    ...changes,
  }
  const lines = Object.entries(usual).flatMap(([header, value]) => (value === null ? [] : [`${header}: ${value}`]))
  return message([startLine, ...lines, ...more], body)
}

const VALID: readonly TortureMessage[] = [
  row(
    '3.1.1.1',
    'wsinv',
    'a short tortuous INVITE: folded lines, odd spacing, both header forms',
    'tolerated',
    message(
      [
        'INVITE sip:vivekg@chair-dnrc.example.com;unknownparam SIP/2.0',
        'TO :',
        ' sip:vivekg@chair-dnrc.example.com ;   tag    = 1918181833n',
        'from   : "J Rosenberg \\\\\\""       <sip:jdrosen@example.com>',
        '  ;',
        '  tag = 98asjd8',
        'MaX-fOrWaRdS: 0068',
        'Call-ID: wsinv.ndaksdj@192.0.2.1',
        'Content-Length   : [len]',
        'cseq: 0009',
        '  INVITE',
        'Via  : SIP  /   2.0',
        ' /UDP',
        '    192.0.2.2;branch=390skdjuw',
        's :',
        'NewFangledHeader:   newfangled value',
        ' continued newfangled value',
        'UnknownHeaderWithUnusualValue: ;;,,;;,;',
        'Content-Type: application/sdp',
        'Route:',
        ' <sip:services.example.com;lr;unknownwith=value;unknown-no-value>',
        'v:  SIP  / 2.0  / TCP     spindle.example.com   ;',
        '  branch  =   z9hG4bK9ikj8  ,',
        ' SIP  /    2.0   / UDP  192.168.255.111   ; branch=',
        ' z9hG4bK30239',
        'm:"Quoted string \\"\\"" <sip:jdrosen@example.com> ; newparam =',
        '      newvalue ;',
        '  secondparam ; q = 0.33',
      ],
      SDP,
    ),
  ),
  row(
    '3.1.1.2',
    'intmeth',
    'every character that a method, a URI and a display name may hold',
    'refused',
    message([
      "!interesting-Method0123456789_*+`.%indeed'~ sip:1_unusual.URI~(to-be!sure)&isn't+it$/crazy?,/;;*:&it+has=1,weird!*pas$wo~d_too.(doesn't-it)@example.com SIP/2.0",
      "Via: SIP/2.0/TCP host1.example.com;branch=z9hG4bK-.!%66*_+`'~",
      'To: "BEL:\\\x07 NUL:\\\x00 DEL:\\\x7f" <sip:1_unusual.URI~(to-be!sure)&isn\'t+it$/crazy?,/;;*@example.com>',
      "From: token1~` token2'+_ token3*%!.- <sip:mundane@example.com>;fromParam''~+*_!.-%=\"\xd1\x80\xd0\xb0\xd0\xb1\xd0\xbe\xd1\x82\xd0\xb0\xd1\x8e\xd1\x89\xd0\xb8\xd0\xb9\";tag=_token~1'+`*%!-.",
      'Call-ID: intmeth.word%ZK-!.*_+\'@word`~)(><:\\/"][?}{',
      "CSeq: 139122385 !interesting-Method0123456789_*+`.%indeed'~",
      'Max-Forwards: 255',
      "extensionHeader-!.%*+_`'~:\xef\xbb\xbf\xe5\xa4\xa7\xe5\x81\x9c\xe9\x9b\xbb",
      'Content-Length: 0',
    ]),
  ),
  row(
    '3.1.1.3',
    'esc01',
    'escaped characters in URIs',
    'answered',
    request(
      'INVITE sip:sips%3Auser%40example.com@example.net SIP/2.0',
      'esc01',
      { To: 'sip:%75se%72@example.com', From: '<sip:I%20have%20spaces@example.net>;tag=938', Contact: null },
      ['Contact:', '  <sip:cal%6Cer@host5.example.net;%6C%72;n%61me=v%61lue%25%34%31>'],
      SDP,
    ),
  ),
  row(
    '3.1.1.4',
    'escnull',
    'escaped NUL characters in URIs',
    'answered',
    request(
      'REGISTER sip:example.com SIP/2.0',
      'escnull',
      { To: 'sip:null-%00-null@example.com', From: 'sip:null-%00-null@example.com;tag=839923423' },
      ['Contact: <sip:%00@host5.example.com>', 'Contact: <sip:%00%00@host5.example.com>'],
    ),
  ),
  row(
    '3.1.1.5',
    'esc02',
    '% in a method is no escape',
    'refused',
    request(
      'RE%47IST%45R sip:registrar.example.com SIP/2.0',
      'esc02',
      { To: '"%Z%45" <sip:resource@example.com>', From: '"%Z%45" <sip:resource@example.com>;tag=f232jadfj23' },
      ['Contact: <sip:alias1@host1.example.com>, <sip:alias2@host1.example.com>;expires=30'],
    ),
  ),
  row(
    '3.1.1.6',
    'lwsdisp',
    'no space between display name and <',
    'answered',
    request('OPTIONS sip:user@example.com SIP/2.0', 'lwsdisp', { From: 'caller<sip:caller@example.com>;tag=323' }),
  ),
  row(
    '3.1.1.7',
    'longreq',
    'very long header values',
    'answered',
    request(
      'INVITE sip:user@example.com SIP/2.0',
      'longreq',
      {
        To: `"I have a user name of ${'extreme'.repeat(10)} proportion"<sip:user@example.com:6000;unknownparam1=very${'long'.repeat(20)}value;longparam${'name'.repeat(25)}=shortvalue;very${'long'.repeat(25)}ParameterNameWithNoValue>`,
        From: `sip:${'amazinglylongcallername'.repeat(5)}@example.net;tag=12${'982424'.repeat(50)};unknownheaderparam${'name'.repeat(20)}=unknowheaderparam${'value'.repeat(15)};unknownValueless${'param'.repeat(10)}`,
        'Call-ID': `longreq.one${'really'.repeat(20)}longcallid`,
        Via: 'SIP/2.0/TCP sip33.example.com',
      },
      [
        `Unknown-${'Long'.repeat(20)}-Name: unknown-${'long'.repeat(20)}-value; unknown-${'long'.repeat(20)}-parameter-name = unknown-${'long'.repeat(20)}-parameter-value`,
        ...Array.from(
          { length: 33 },
          (_, i) =>
            `v: SIP/2.0/TCP sip${32 - i}.example.com;branch=${i === 0 ? `very${'long'.repeat(50)}branchvalue` : `z9hG4bK${i}`}`,
        ),
      ],
      SDP,
    ),
  ),
  row(
    '3.1.1.8',
    'dblreq',
    'a second request behind the first in one datagram',
    'answered',
    Buffer.concat([
      request('REGISTER sip:example.com SIP/2.0', 'dblreq', {}, ['Contact: sip:j.user@host.example.com']),
      request('INVITE sip:joe@example.com SIP/2.0', 'dblreq2', {}, [], SDP),
    ]),
  ),
  row(
    '3.1.1.9',
    'semiuri',
    'semicolons in the user part',
    'answered',
    request('OPTIONS sip:user;par=u%40example.net@example.com SIP/2.0', 'semiuri', {}),
  ),
  row(
    '3.1.1.10',
    'transports',
    'all transports in Via',
    'answered',
    request('OPTIONS sip:user@example.com SIP/2.0', 'transports', {}, [
      'Via: SIP/2.0/SCTP t2.example.com;branch=z9hG4bKklasjdhf',
      'Via: SIP/2.0/TLS t3.example.com;branch=z9hG4bK2980unddj',
      'Via: SIP/2.0/UNKNOWN t4.example.com;branch=z9hG4bKasd0f3en',
      'Via: SIP/2.0/TCP t5.example.com;branch=z9hG4bK0a9idfnee',
    ]),
  ),
  row(
    '3.1.1.11',
    'mpart01',
    'a multipart body with binary parts',
    'refused',
    message(
      [
        'MESSAGE sip:kumiko@example.org SIP/2.0',
        'Via: SIP/2.0/UDP 127.0.0.1:5070;branch=z9hG4bK-d87543-4dade06d0bdb11ee-1--d87543-;rport',
        'Max-Forwards: 70',
        'Route: <sip:127.0.0.1:5080>',
        'Identity: r5mwreLuyDRYBi/0TiPwEsY3rEVsk/G2WxhgTV1PF7hHuLIK0YWVKZhKv9Mj8UeXqkMVbnVq37CD+813gvYjcBUaZngQmXc9WNZSDNGCzA+fWl9MEUHWIZo1CeJebdY/XlgKeTa0Olvq0rt70Q5jiSfbqMJmQFteeivUhkMWYUA=',
        'Contact: <sip:fluffy@127.0.0.1:5070>',
        'To: <sip:kumiko@example.org>',
        'From: <sip:fluffy@example.com>;tag=2fb0dcc9',
        'Call-ID: 3d9485ad0c49859b@Zmx1ZmZ5LW1hYy0xNi5sb2NhbA..',
        'CSeq: 1 MESSAGE',
        'Content-Transfer-Encoding: binary',
        'Content-Type: multipart/mixed;boundary=7a9cbec02ceef655',
        'User-Agent: SIPimp.org/0.2.5 (curses)',
        'Content-Length: [len]',
      ],
      [
        '--7a9cbec02ceef655',
        'Content-Type: text/plain',
        '',
        'Hello',
        '--7a9cbec02ceef655',
        'Content-Type: application/octet-stream',
        '',
        '0\x82\x01R\x06\t*\x86H\x86\xf7\r\x01\x07\x02\xa0\x82\x01C0\x00\xff',
        '--7a9cbec02ceef655--',
        '',
      ],
    ),
  ),
  row(
    '3.1.1.12',
    'unreason',
    'an answer with an unusual reason phrase',
    'ignored',
    message([
      'SIP/2.0 200 = 2**3 * 5**2 \xd0\xbd\xd0\xbe \xd1\x81\xd1\x82\xd0\xbe',
      'Via: SIP/2.0/UDP 192.0.2.198;branch=z9hG4bK1324923',
      'Call-ID: unreason.1234ksdfak3j2erwedfsASdf',
      'CSeq: 35 INVITE',
      'From: sip:user@example.com;tag=11141343',
      'To: sip:user@example.edu;tag=2229',
      'Content-Length: 0',
      'Contact: <sip:user@host198.example.com>',
    ]),
  ),
  row(
    '3.1.1.13',
    'noreason',
    'an answer with an empty reason phrase',
    'ignored',
    message([
      'SIP/2.0 100 ',
      'Via: SIP/2.0/UDP 192.0.2.105;branch=z9hG4bK2398ndaoe',
      'Call-ID: noreason.asndj203insdf99223ndf',
      'CSeq: 35 INVITE',
      'From: <sip:user@example.com>;tag=39ansfi3',
      'To: <sip:user@example.edu>;tag=902jndnke3',
      'Content-Length: 0',
      'Contact: <sip:user@host105.example.com>',
    ]),
  ),
]

const INVITE = 'INVITE sip:j.user@example.com SIP/2.0'
const OPTIONS = 'OPTIONS sip:user@example.com SIP/2.0'

const INVALID: readonly TortureMessage[] = [
  row(
    '3.1.2.1',
    'badinv01',
    'separators that separate nothing',
    'refused',
    request(
      INVITE,
      'badinv01',
      { From: 'sip:caller@example.net;;,;;,,;tag=134161461246', Contact: '"Joe" <sip:joe@example.org>;;;;' },
      [],
      SDP,
    ),
  ),
  row(
    '3.1.2.2',
    'clerr',
    'Content-Length larger than the message',
    'refused',
    request(INVITE, 'clerr', { 'Content-Length': '9999' }, [], SDP),
  ),
  row(
    '3.1.2.3',
    'ncl',
    'a negative Content-Length',
    'refused',
    request(INVITE, 'ncl', { 'Content-Length': '-999' }, [], SDP),
  ),
  row(
    '3.1.2.4',
    'scalar02',
    'numbers too large in a request',
    'refused',
    request(
      'REGISTER sip:example.com SIP/2.0',
      'scalar02',
      { CSeq: '36893488147419103232 REGISTER', 'Max-Forwards': '300' },
      ['Expires: 10000000000000000000', 'Contact: <sip:user@host129.example.com>;expires=280297596632815'],
    ),
  ),
  row(
    '3.1.2.5',
    'scalarlg',
    'numbers too large in an answer',
    'ignored',
    message([
      'SIP/2.0 503 Service Unavailable',
      'Via: SIP/2.0/TCP host129.example.com;branch=z9hG4bKzzxdiwo34sw;received=192.0.2.129',
      'To: <sip:user@example.com>',
      'From: <sip:other@example.net>;tag=2easdjfejw',
      'CSeq: 9292394834772304023312 OPTIONS',
      'Call-ID: scalarlg.noase0of0234hn2qofoaf0232aewf2394r',
      'Retry-After: 949302838503028349304023988',
      'Warning: 1812 overture "In Progress"',
      'Content-Length: 0',
    ]),
  ),
  row(
    '3.1.2.6',
    'quotbal',
    'a display name whose quote is never closed',
    'refused',
    request('INVITE sip:user@example.com SIP/2.0', 'quotbal', { To: '"Mr. J. User <sip:j.user@example.com>' }, [], SDP),
  ),
  row(
    '3.1.2.7',
    'ltgtruri',
    'a Request-URI in <>',
    'refused',
    request('INVITE <sip:user@example.com> SIP/2.0', 'ltgtruri', {}, [], SDP),
  ),
  row(
    '3.1.2.8',
    'lwsruri',
    'white space within the Request-URI',
    'refused',
    request('INVITE sip:user@example.com; lr SIP/2.0', 'lwsruri', {}, [], SDP),
  ),
  row(
    '3.1.2.9',
    'lwsstart',
    'more than one space in the start line',
    'refused',
    request('INVITE  sip:user@example.com  SIP/2.0', 'lwsstart', {}, [], SDP),
  ),
  row(
    '3.1.2.10',
    'trws',
    'spaces at the end of the start line',
    'tolerated',
    request('OPTIONS sip:remote-target@example.com SIP/2.0  ', 'trws', {}),
  ),
  row(
    '3.1.2.11',
    'escruri',
    'escaped headers in the Request-URI',
    'refused',
    request('INVITE sip:user@example.com?Route=%3Csip:example.com%3E SIP/2.0', 'escruri', {}, [], SDP),
  ),
  row(
    '3.1.2.12',
    'baddate',
    'a date in a zone that is not GMT',
    'refused',
    request('INVITE sip:user@example.com SIP/2.0', 'baddate', {}, ['Date: Fri, 01 Jan 2010 16:00:00 EST'], SDP),
  ),
  row(
    '3.1.2.13',
    'regbadct',
    'a Contact whose URI parameters are not enclosed',
    'refused',
    request('REGISTER sip:example.com SIP/2.0', 'regbadct', {}, [
      'Contact: sip:user@example.com?Route=%3Csip:sip.example.com%3E',
    ]),
  ),
  row(
    '3.1.2.14',
    'badaspec',
    'spaces within an address',
    'tolerated',
    request('OPTIONS sip:user@example.org SIP/2.0', 'badaspec', {
      From: '"Bell, Alexander" <sip:a.g.bell@example.com>;tag=433423',
      To: '"Watson, Thomas" < sip:t.watson@example.org >',
    }),
  ),
  row(
    '3.1.2.15',
    'baddn',
    'a display name that should be quoted',
    'tolerated',
    request('OPTIONS sip:t.watson@example.org SIP/2.0', 'baddn', {
      From: 'Bell, Alexander <sip:a.g.bell@example.com>;tag=43',
      To: 'Watson, Thomas <sip:t.watson@example.org>',
    }),
  ),
  row(
    '3.1.2.16',
    'badvers',
    'a protocol version that does not exist',
    'refused',
    request('OPTIONS sip:t.watson@example.org SIP/7.0', 'badvers', {
      Via: 'SIP/7.0/UDP c.example.com;branch=z9hG4bKkdjuw',
    }),
  ),
  row(
    '3.1.2.17',
    'mismatch01',
    'CSeq names another method',
    'refused',
    request(OPTIONS, 'mismatch01', { CSeq: '8 INVITE' }),
  ),
  row(
    '3.1.2.18',
    'mismatch02',
    'an unknown method, CSeq names another',
    'refused',
    request('NEWMETHOD sip:user@example.com SIP/2.0', 'mismatch02', { CSeq: '8 INVITE' }, [], SDP),
  ),
  row(
    '3.1.2.19',
    'bigcode',
    'an answer with a status of too many digits',
    'ignored',
    message([
      'SIP/2.0 4294967301 better not break the receiver',
      'Via: SIP/2.0/UDP 192.0.2.105;branch=z9hG4bK2398ndaoe',
      'Call-ID: bigcode.asdof3uj203asdnf3429uasdhfas3ehjasdfas9i',
      'CSeq: 353494 INVITE',
      'From: <sip:user@example.com>;tag=39ansfi3',
      'To: <sip:user@example.edu>;tag=902jndnke3',
      'Content-Length: 0',
      'Contact: <sip:user@host105.example.com>',
    ]),
  ),
]

const SEMANTIC: readonly TortureMessage[] = [
  row(
    '3.2.1',
    'badbranch',
    'a branch of the magic cookie alone',
    'answered',
    request(OPTIONS, 'badbranch', { Via: 'SIP/2.0/UDP 192.0.2.1;branch=z9hG4bK' }),
  ),
  row(
    '3.3.1',
    'insuf',
    'Call-ID, From and To are missing',
    'refused',
    request('INVITE sip:user@example.com SIP/2.0', 'insuf', { To: null, From: null, 'Call-ID': null }, [], SDP),
  ),
  row(
    '3.3.2',
    'unkscm',
    'a Request-URI of an unknown scheme',
    'refused',
    request('OPTIONS nobodyKnowsThisScheme:totallyopaquecontent SIP/2.0', 'unkscm', {}),
  ),
  row(
    '3.3.3',
    'novelsc',
    'a Request-URI of a known scheme that is not SIP',
    'refused',
    request('OPTIONS soap.beep://192.0.2.103:3002 SIP/2.0', 'novelsc', {}),
  ),
  row(
    '3.3.4',
    'unksm2',
    'To and From of unknown schemes',
    'refused',
    request(
      'REGISTER sip:example.com SIP/2.0',
      'unksm2',
      { To: 'isbn:2983792873', From: '<http://www.example.com>;tag=3234233' },
      ['Contact: <name:John_Smith>'],
    ),
  ),
  row(
    '3.3.5',
    'bext01',
    'Require and Proxy-Require of unknown extensions',
    'refused',
    request(
      'INVITE sip:j_user@example.com SIP/2.0',
      'bext01',
      {},
      [
        'Require: nothingSupportsThis, nothingSupportsThisEither',
        'Proxy-Require: noProxiesSupportThis, norDoAnyProxiesSupportThis',
      ],
      SDP,
    ),
  ),
  row(
    '3.3.6',
    'invut',
    'a body of an unknown type',
    'refused',
    request(
      'INVITE sip:user@example.com SIP/2.0',
      'invut',
      {},
      ['Content-Type: application/unknownformat'],
      ['<audio>', ' <pcmu port="443"/>', '</audio>'],
    ),
  ),
  row(
    '3.3.7',
    'regaut01',
    'an Authorization of an unknown scheme',
    'answered',
    request('REGISTER sip:example.com SIP/2.0', 'regaut01', {}, [
      'Contact: <sip:user@host.example.com>',
      'Authorization: NoOneKnowsThisScheme opaque-data=here',
    ]),
  ),
  row(
    '3.3.8',
    'multi01',
    'single-value headers that appear twice',
    'refused',
    request(
      'INVITE sip:user@company.com SIP/2.0',
      'multi01',
      {},
      [
        'CSeq: 59 INVITE',
        'Call-ID: multi01.98asdh@192.0.2.2',
        'Max-Forwards: 5',
        'From: sip:other@company.com;tag=3413415',
        'To: sip:user@company.com',
      ],
      SDP,
    ),
  ),
  row(
    '3.3.9',
    'mcl01',
    'two Content-Lengths',
    'refused',
    request(
      OPTIONS,
      'mcl01',
      { 'Content-Length': '13' },
      ['Content-Length: 5'],
      ["There's no way to know how many octets are supposed to be here."],
    ),
  ),
  row(
    '3.3.10',
    'bcast',
    'an answer whose Via names a broadcast address',
    'ignored',
    message([
      'SIP/2.0 200 OK',
      'Via: SIP/2.0/UDP 192.0.2.198;branch=z9hG4bK1324923',
      'Via: SIP/2.0/UDP 255.255.255.255;branch=z9hG4bK1saber23',
      'Call-ID: bcast.0384840201234ksdfak3j2erwedfsASdf',
      'CSeq: 35 INVITE',
      'From: sip:user@example.com;tag=11141343',
      'To: sip:user@example.edu;tag=2229',
      'Content-Length: 0',
      'Contact: <sip:user@host198.example.com>',
    ]),
  ),
  row('3.3.11', 'zeromf', 'Max-Forwards of zero', 'answered', request(OPTIONS, 'zeromf', { 'Max-Forwards': '0' })),
  row(
    '3.3.12',
    'cparam01',
    'REGISTER with a Contact header parameter',
    'answered',
    request('REGISTER sip:example.com SIP/2.0', 'cparam01', {}, [
      'Contact: sip:+19725552222@gw1.example.net;unknownparam',
    ]),
  ),
  row(
    '3.3.13',
    'cparam02',
    'REGISTER with a Contact URI parameter',
    'answered',
    request('REGISTER sip:example.com SIP/2.0', 'cparam02', {}, [
      'Contact: <sip:+19725552222@gw1.example.net;unknownparam>',
    ]),
  ),
  row(
    '3.3.14',
    'regescrt',
    'REGISTER with an escaped Route in the Contact',
    'answered',
    request('REGISTER sip:example.com SIP/2.0', 'regescrt', {}, [
      'Contact: <sip:user@example.com?Route=%3Csip:sip.example.com%3E>',
    ]),
  ),
  row(
    '3.3.15',
    'sdp01',
    'an Accept that the offered body does not meet',
    'answered',
    request('INVITE sip:user@example.com SIP/2.0', 'sdp01', {}, ['Accept: text/nobodyKnowsThis'], SDP),
  ),
  row(
    '3.4.1',
    'inv2543',
    'an INVITE of the old RFC 2543: no branch, no tag',
    'refused',
    message(
      [
        'INVITE sip:UserB@example.com SIP/2.0',
        'Via: SIP/2.0/UDP iftgw.example.com',
        'From: <sip:+13035551111@ift.client.example.net;user=phone>',
        'Record-Route: <sip:UserB@example.com;maddr=ss1.example.com>',
        'To: sip:+16505552222@ss1.example.net;user=phone',
        'Call-ID: inv2543.1717@ift.client.example.com',
        'CSeq: 56 INVITE',
        'Content-Type: application/sdp',
        'Content-Length: [len]',
      ],
      SDP,
    ),
  ),
]

export const TORTURE_MESSAGES: readonly TortureMessage[] = [...VALID, ...INVALID, ...SEMANTIC]
