import semver from "semver";

/** The newest of some versions that a range allows, or null. */
export function newest(versions: string[], range: string): string | null {
  return semver.maxSatisfying(versions, range);
}
