import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';

/** Files with the random id of a Linux installation. */
const MACHINE_ID_FILES: readonly string[] = ['/etc/machine-id', '/var/lib/dbus/machine-id'];

/** Longest wait for the registry, in milliseconds. */
const REGISTRY_TIMEOUT = 5000;

/**
 * Fingerprint of this machine, 64 hex digits: a hash of the random id of the system's installation, or of the host
 * name when there is none. The id itself never leaves the machine.
 */
export function machineMark(): string {
  const name = (process.platform === 'win32' ? windowsGuid() : linuxId()) ?? `host ${os.hostname()}`;
  return createHash('sha256').update(`borne-adherent machine\0${name}`).digest('hex');
}

function linuxId(): string | null {
  for (const file of MACHINE_ID_FILES) {
    try {
      const id = readFileSync(file, 'utf8').trim();
      if (/^[0-9a-f]{32}$/u.test(id)) return id;
    } catch {
      // Not every system has both files.
    }
  }
  return null;
}

function windowsGuid(): string | null {
  const reg = path.join(process.env['SystemRoot'] ?? 'C:\\Windows', 'System32', 'reg.exe');
  const query = ['query', 'HKLM\\SOFTWARE\\Microsoft\\Cryptography', '/v', 'MachineGuid', '/reg:64'];
  try {
    const text = execFileSync(reg, query, { encoding: 'utf8', timeout: REGISTRY_TIMEOUT, windowsHide: true });
    return /MachineGuid\s+REG_SZ\s+(\S+)/u.exec(text)?.[1]?.toLowerCase() ?? null;
  } catch {
    return null;
  }
}
