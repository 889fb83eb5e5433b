/** What the server sends: Slack's own objects, with a little beside them. */
export type Json = Record<string, any>;
export type Block = Json & { type: string; block_id?: string };

export interface Person {
  id: string;
  name: string;
  real_name: string;
  tz: string;
  is_bot: boolean;
  is_guest: boolean;
}

export interface Channel {
  id: string;
  name: string;
  kind: "public" | "private" | "im";
  with: string | null;
  members: number;
  has_bot: boolean;
}

export interface FileShape {
  id: string;
  name: string;
  size: number;
  filetype: string;
}

export interface Message {
  channel: string;
  ts: string;
  user: string;
  text: string;
  blocks?: Block[];
  thread_ts?: string;
  only_for: string | null;
  unfurls: Record<string, { blocks?: Block[] }>;
  files?: FileShape[];
  edited?: { ts: string };
  broadcast: boolean;
  /** The slash command that this answers: typed, and seen by nobody else. */
  typed: string | null;
}

export interface View {
  id: string;
  type: "modal" | "home";
  title: { text: string } | null;
  submit: { text: string } | null;
  close: { text: string } | null;
  submit_disabled?: boolean;
  blocks: Block[];
  hash: string;
}

export interface Command {
  command: string;
  description: string;
  usage_hint: string;
}

export interface Shortcut {
  name: string;
  type: "global" | "message";
  callback_id: string;
  description: string;
}

export interface About {
  name: string;
  description: string;
  commands: Command[];
  shortcuts: Shortcut[];
  home: boolean;
  unfurls: string[];
}

export interface Seen {
  as: string;
  people: Person[];
  channels: Channel[];
  messages: Message[];
  views: View[];
  home: View | null;
  prompts: Record<string, { title: string; message: string }[]>;
  bot: string;
  connected: boolean;
  book: "samples" | "own";
  ahead: number;
  violations: string[];
  digest: { channel: string; time: string; zone: string };
}

export interface Facts {
  sent: Json;
  to: string;
  limits: { name: string; used: number; most: number }[];
  problems: { where: string; sentence: string; refused: boolean }[];
  asked?: string;
  received?: Json;
  explained?: string;
}

/** Where a control stands: in a message, in a modal or on Home. */
export type Owner =
  | { kind: "message"; channel: string; ts: string }
  | { kind: "view"; view: string };
