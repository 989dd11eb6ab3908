/** A report at a glance, as the server tells it (`disclosure/overview`, docs/protocol.md). */

/** A place and text as the protocol writes them. */
export interface ProtocolRange {
  readonly start: { readonly line: number; readonly character: number };
  readonly end: { readonly line: number; readonly character: number };
}

export interface OverviewFinding {
  readonly range: ProtocolRange;
  /** 1 error, 2 warning, 3 information, 4 hint. */
  readonly severity: 1 | 2 | 3 | 4;
  readonly code: string;
  readonly message: string;
  /** The same in every version of the report: by rule and place in words, never by line. */
  readonly key: string;
  readonly printed?: string;
  readonly expected?: string;
  readonly at?: { readonly row?: string; readonly column?: string };
  /** Where it stands in the file that the report was imported from. */
  readonly place?: string;
  readonly relatedInformation?: readonly { readonly message: string }[];
}

export interface OverviewGroup {
  readonly title: string;
  readonly range: ProtocolRange;
  readonly table: boolean;
  readonly passed: number;
  readonly broken: number;
  readonly notChecked: number;
  readonly findings: readonly OverviewFinding[];
}

export interface Overview {
  readonly title: string;
  readonly unit?: string;
  readonly year?: number;
  readonly kind?: string;
  readonly groups: readonly OverviewGroup[];
  readonly coverage: {
    readonly passed: number;
    readonly rounding: number;
    readonly broken: number;
    readonly notApplicable: number;
    readonly notChecked: readonly {
      readonly check: string;
      readonly reason: string;
      readonly range?: ProtocolRange;
    }[];
  };
}
