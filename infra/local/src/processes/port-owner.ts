import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { commandLine } from './alive.js';

/** The process that listens on a TCP port, as far as this user may see it. */
export interface PortOwner {
  pid: number;
  command: string;
}

/**
 * Finds who listens on a port by matching the socket's inode in /proc/net/tcp with the open files of each process.
 * Undefined when nobody does, when the owner is another user's process, or where there is no /proc.
 */
export function portOwner(port: number): PortOwner | undefined {
  const inodes = new Set(
    ['/proc/net/tcp', '/proc/net/tcp6'].flatMap((table) => listeningInodes(readTable(table), port)),
  );
  if (inodes.size === 0) return undefined;
  for (const name of readdirSync('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    if (openSockets(name).some((inode) => inodes.has(inode))) {
      return { pid: Number(name), command: commandLine(Number(name)) };
    }
  }
  return undefined;
}

/** Inodes of the sockets in a /proc/net/tcp table that listen on the port (state 0A). */
export function listeningInodes(table: string, port: number): string[] {
  const wanted = port.toString(16).toUpperCase().padStart(4, '0');
  return table.split('\n').flatMap((line) => {
    const fields = line.trim().split(/\s+/);
    return fields[3] === '0A' && fields[1]?.split(':')[1] === wanted && fields[9] ? [fields[9]] : [];
  });
}

function readTable(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return ''; // No /proc on this system.
  }
}

function openSockets(pid: string): string[] {
  try {
    return readdirSync(`/proc/${pid}/fd`).flatMap((fd) => {
      try {
        return /^socket:\[(\d+)\]$/.exec(readlinkSync(`/proc/${pid}/fd/${fd}`))?.[1] ?? [];
      } catch {
        return []; // Closed since it was listed.
      }
    });
  } catch {
    return []; // Another user's process, or gone.
  }
}
