<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:r="urn:rabta:mapping" xmlns:l="urn:fixture:lib"
    xmlns="urn:fixture:letter" exclude-result-prefixes="#all">
  <xsl:import href="../lib/names.xsl"/>
  <xsl:param name="document" as="map(*)"/>
  <xsl:template name="xsl:initial-template">
    <letter>
      <day><xsl:value-of select="r:date($document?on, 'uuuu-MM-dd', 'date')"/></day>
      <at><xsl:value-of select="r:code('place', $document?place)"/></at>
      <name><xsl:value-of select="r:required(l:shouted($document?name), 'the name')"/></name>
      <xsl:for-each select="$document?amount">
        <amount><xsl:value-of select="."/></amount>
      </xsl:for-each>
    </letter>
  </xsl:template>
</xsl:stylesheet>
