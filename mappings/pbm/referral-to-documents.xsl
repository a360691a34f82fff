<?xml version="1.0" encoding="UTF-8"?>
<!-- Papers that were added after the application, by reference; a repeated one changes nothing. -->
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:r="urn:rabta:mapping"
    xmlns:e="urn:rabta:lib:elements" xmlns="urn:pbm:ifa:1" exclude-result-prefixes="#all">
  <xsl:import href="../lib/pbm.xsl"/>
  <xsl:param name="document" as="map(*)"/>

  <xsl:template name="xsl:initial-template">
    <AddDocuments>
      <xsl:call-template name="case"/>
      <documents>
        <xsl:for-each select="r:required($document?documents?*, 'a document')"><xsl:call-template name="document"/></xsl:for-each>
      </documents>
    </AddDocuments>
  </xsl:template>
</xsl:stylesheet>
