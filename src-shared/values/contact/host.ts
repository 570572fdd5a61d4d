/** 127.0.0.0/8, also as an IPv6 address. */
const IPV4 = /^(?:::ffff:)?127(?:\.(?:25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])){3}$/u;

/** Whether a host name or address is this machine, so that traffic to it cannot be overheard. */
export function isLoopback(host: string): boolean {
  const bare = host.replace(/^\[(.*)\]$/u, '$1').toLowerCase();
  return bare === 'localhost' || bare.endsWith('.localhost') || bare === '::1' || IPV4.test(bare);
}
