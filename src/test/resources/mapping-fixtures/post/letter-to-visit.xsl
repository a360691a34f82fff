<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:xs="http://www.w3.org/2001/XMLSchema"
    xmlns:r="urn:rabta:mapping" xpath-default-namespace="urn:fixture:letter" exclude-result-prefixes="#all">
  <xsl:template match="/letter">
    <xsl:sequence select="map {
        'on': string(day),
        'place': r:decode('place', at),
        'name': name ! string(),
        'amount': amount ! xs:decimal(.),
        'guests': array { for $n in name return map { 'name': string($n) } }
      }"/>
  </xsl:template>
</xsl:stylesheet>
