/** The page's two wires: acts go out by POST, what happened comes in by WebSocket. */
import type { About, Facts, Json, Message, Owner, Seen } from "./types";

const token = new URLSearchParams(location.search).get("token") ?? "";
const headers = { "X-Playground-Token": token };

async function answered(response: Response): Promise<Json> {
  const body = await response.json().catch(() => ({ ok: false }));
  if (!body.ok) throw new Error(body.error ?? "The playground has stopped. Start it again.");
  return body;
}

async function get(path: string, query: Record<string, string> = {}): Promise<Json> {
  return answered(await reach(`/page/${path}?${new URLSearchParams(query)}`, { headers }));
}

async function reach(address: string, options: RequestInit): Promise<Response> {
  try {
    return await fetch(address, options);
  } catch {
    throw new Error("The playground has stopped. Start it again.");
  }
}

/** Does something in the workspace; throws an Error whose message is for the person. */
export async function act(name: string, body: Json): Promise<Json> {
  const options = { method: "POST", headers, body: JSON.stringify(body) };
  return answered(await reach(`/page/act/${name}`, options));
}

/** Drops a file on a channel; the `ts` of the message that carries it. */
export async function drop(user: string, channel: string, file: File, thread?: string): Promise<string> {
  const query = new URLSearchParams({ user, channel, name: file.name });
  if (thread) query.set("thread", thread);
  const done = await answered(await reach(`/page/file?${query}`, { method: "POST", headers, body: file }));
  return done.ts as string;
}

/** Puts up a file that goes with a form; what Slack tells of it. */
export async function hold(user: string, file: File): Promise<Json> {
  const query = new URLSearchParams({ user, name: file.name });
  return (await answered(await reach(`/page/held?${query}`, { method: "POST", headers, body: file }))).file as Json;
}

export const about = async (): Promise<About> => (await get("about")) as About;

export async function facts(user: string, owner: Owner): Promise<Facts> {
  const where: Record<string, string> =
    owner.kind === "view" ? { view: owner.view } : { channel: owner.channel, ts: owner.ts };
  return (await get("facts", { as: user, ...where })) as Facts;
}

/** The document of the guided tour, as a file to be dropped. */
export async function nextMinutes(): Promise<File> {
  const response = await reach("/page/next-minutes", { headers });
  const name = /filename="([^"]+)"/.exec(response.headers.get("Content-Disposition") ?? "")?.[1];
  return new File([await response.blob()], name ?? "minutes.txt");
}

const place = (channel: string, ts: string): string => `${channel} ${ts}`;

/** Follows the workspace as this person sees it, until the function returned is called. */
export function follow(user: string, seen: (now: Seen | null) => void): () => void {
  let closed = false;
  let socket: WebSocket;
  let retry: number | undefined;

  const open = (): void => {
    const held = new Map<string, Message>();
    let now = {} as Seen;
    socket = new WebSocket(`ws://${location.host}/page/feed?${new URLSearchParams({ token, as: user })}`);
    socket.onmessage = (event) => {
      const { messages, gone, ...rest } = JSON.parse(event.data as string);
      for (const message of messages ?? []) held.set(place(message.channel, message.ts), message);
      for (const [channel, ts] of gone ?? []) held.delete(place(channel, ts));
      const all =
        messages || gone || !now.messages
          ? [...held.values()].sort((a, b) => (a.ts < b.ts ? -1 : 1))
          : now.messages;
      now = { ...now, ...rest, messages: all };
      seen(now);
    };
    socket.onclose = () => {
      if (closed) return;
      seen(null);
      retry = window.setTimeout(open, 1000);
    };
  };

  open();
  return () => {
    closed = true;
    window.clearTimeout(retry);
    socket.close();
  };
}
