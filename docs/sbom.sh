#!/usr/bin/env bash
# Prints what the built programs are made of, as an SPDX 2.3 document: sbom.sh PROGRAM...
#
# The libraries that they are linked with at run time are those of this machine, by its package manager; the runtime and
# the standard libraries of Swift, which are linked in, are those of the compiler.
set -euo pipefail
programs=("$@")
version=$("${programs[0]}" --version | cut -d ' ' -f 2)
swift=$(swift --version 2> /dev/null | sed -n 's/.*Swift version \([0-9.]*\).*/\1/p' | head -n 1)

# Of the packages that are known; the copyright file of the package tells of the others.
licence() {
  case $1 in
    libc6*) echo LGPL-2.1-or-later ;;
    libgcc-s1* | libstdc++6* | libgfortran*) echo 'GPL-3.0-or-later WITH GCC-exception-3.1' ;;
    libquadmath*) echo LGPL-2.1-or-later ;;
    libopenblas* | liblapack* | libblas* | libtmglib*) echo BSD-3-Clause ;;
    libzstd*) echo 'BSD-3-Clause OR GPL-2.0-only' ;;
    zlib*) echo Zlib ;;
    *) echo NOASSERTION ;;
  esac
}

packages=$(ldd "${programs[@]}" | awk '$3 ~ /^\// {print $3}' | sort -u | while read -r file; do
  dpkg-query -S "$(readlink -f "$file")" 2> /dev/null || dpkg-query -S "$file"
done | cut -d ' ' -f 1 | tr -d : | sed 's/amd64$//; s/arm64$//' | sort -u)

entry() { # identifier, name, version, licence, supplier
  printf '    {"SPDXID": "SPDXRef-%s", "name": "%s", "versionInfo": "%s", "licenseConcluded": "%s",\n' "$1" "$2" "$3" "$4"
  printf '     "licenseDeclared": "%s", "supplier": "%s", "downloadLocation": "NOASSERTION", "filesAnalyzed": false,\n' "$4" "$5"
  printf '     "copyrightText": "NOASSERTION"}'
}

cat << END
{
  "spdxVersion": "SPDX-2.3",
  "dataLicense": "CC0-1.0",
  "SPDXID": "SPDXRef-DOCUMENT",
  "name": "mlp-$version",
  "documentNamespace": "urn:mlp:sbom:$version",
  "creationInfo": {"created": "$(date -u +%Y-%m-%dT%H:%M:%SZ)", "creators": ["Tool: docs/sbom.sh"]},
  "packages": [
END
entry mlp mlp "$version" MIT NOASSERTION
printf ',\n'
entry swift 'Swift runtime, standard library and Foundation' "$swift" 'Apache-2.0 WITH Swift-exception' NOASSERTION
for package in $packages; do
  printf ',\n'
  entry "${package//[^A-Za-z0-9.-]/-}" "$package" "$(dpkg-query -W -f '${Version}' "$package" | head -n 1)" \
    "$(licence "$package")" 'Organization: Debian'
done
printf '\n  ],\n  "relationships": [\n'
printf '    {"spdxElementId": "SPDXRef-DOCUMENT", "relationshipType": "DESCRIBES", "relatedSpdxElement": "SPDXRef-mlp"},\n'
printf '    {"spdxElementId": "SPDXRef-mlp", "relationshipType": "STATIC_LINK", "relatedSpdxElement": "SPDXRef-swift"}'
for package in $packages; do
  printf ',\n    {"spdxElementId": "SPDXRef-mlp", "relationshipType": "DYNAMIC_LINK", "relatedSpdxElement": "SPDXRef-%s"}' \
    "${package//[^A-Za-z0-9.-]/-}"
done
printf '\n  ]\n}\n'
