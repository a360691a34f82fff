<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:xs="http://www.w3.org/2001/XMLSchema"
    xmlns:l="urn:fixture:lib">
  <xsl:function name="l:shouted" as="xs:string?">
    <xsl:param name="name" as="xs:string?"/>
    <xsl:sequence select="$name ! upper-case(.)"/>
  </xsl:function>
</xsl:stylesheet>
